/** Lookups in an inverted page table: what they probe, and where they end. By the simulator's own table. */
import type { Random } from '../../../../simulator/engine/random';
import { PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import { ACCESS } from '../../../../simulator/hardware/memory/physical-memory-protection';
import { InvertedPageTable } from '../../../../simulator/hardware/translation/inverted-page-table';
import {
  hexadecimal,
  PERMISSION,
  TableMemory,
} from '../../../../simulator/hardware/translation/translation-scheme';
import type { Question, QuestionDefinition } from '../../../question-definition';

const FRAMES = 12;
const PAGE_BYTES = 4096;
const MEMORY_BYTES = 64 * 1024;

interface Held {
  readonly frame: number;
  readonly space: number;
  readonly page: number;
}

function tableOf(held: readonly Held[]): InvertedPageTable {
  const memory = new TableMemory(new PhysicalMemory(MEMORY_BYTES), PAGE_BYTES, MEMORY_BYTES);
  const table = new InvertedPageTable(memory, FRAMES);
  for (const { frame, space, page } of held)
    table.map({
      space,
      virtualAddress: page * PAGE_BYTES,
      physicalAddress: frame * PAGE_BYTES,
      permissions: PERMISSION.read,
    });
  return table;
}

/** Nine frames hold pages of processes 1 to 3; some page number belongs to two of them. */
function drawn(random: Random): Held[] {
  const frames = random
    .shuffled(Array.from({ length: FRAMES }, (_, frame) => frame))
    .slice(0, 9)
    .sort((a, b) => a - b);
  const pages = random.shuffled(
    [1, 2, 3].flatMap((space) => [0, 1, 2, 3, 4].map((page) => ({ space, page }))),
  );
  return frames.map((frame, i) => ({ frame, ...pages[i] }));
}

function generate(random: Random): Question {
  const held = drawn(random);
  const table = tableOf(held);
  const [first, second] = random.shuffled(held.filter(({ frame }) => frame >= 2));
  const missing = random.pick(
    [1, 2, 3]
      .flatMap((space) => [0, 1, 2, 3, 4].map((page) => ({ space, page })))
      .filter(({ space, page }) => !held.some((each) => each.space === space && each.page === page)),
  );
  const lookups = random.shuffled([first, second, missing]).map(({ space, page }) => {
    const address = page * PAGE_BYTES + 4 * random.between(1, 1023);
    return { space, page, address, result: table.translate(space, address, ACCESS.load) };
  });
  const found = held.map(
    ({ space, page }) => table.translate(space, page * PAGE_BYTES, ACCESS.load).accesses,
  );
  const probes = found.reduce((sum, each) => sum + each, 0);
  const gigabytes = 2 ** random.between(1, 4);
  const processes = 10 * random.between(2, 9);
  const memory = new Map(held.map((each) => [each.frame, each]));
  return {
    prompt: [
      `A machine of **${FRAMES} frames** of 4 KiB has an **inverted page table**: one table for all processes, an entry per frame, searched from entry 0 upwards until an entry with that process and that page is found. No TLB and no hash.`,
      'The table below shows what it holds; empty entries are read as well.',
    ].join('\n\n'),
    given: {
      caption: 'The inverted page table',
      columns: ['entry', 'process', 'page'],
      rows: Array.from({ length: FRAMES }, (_, frame) => {
        const each = memory.get(frame);
        return each === undefined ? [`${frame}`, 'empty', ''] : [`${frame}`, `${each.space}`, `${each.page}`];
      }),
    },
    parts: [
      {
        kind: 'table',
        id: 'lookups',
        label: 'Entries read, and the physical address in hexadecimal, as 0x1f (or the word fault)',
        points: 6,
        pointsPer: 'row',
        columns: ['entries read', 'physical address'],
        rowLabels: lookups.map(({ space, address }) => `process ${space}: ${hexadecimal(address)}`),
        given: lookups.map(() => [null, null]),
        answer: lookups.map(({ result }) => [
          `${result.accesses}`,
          result.physicalAddress === undefined ? 'fault' : hexadecimal(result.physicalAddress),
        ]),
      },
      {
        kind: 'number',
        id: 'mean',
        label: `Entries read on average, if each of the ${held.length} pages in memory is looked up equally often`,
        points: 2,
        answer: probes / held.length,
        tolerance: 0.01,
        unit: 'entries',
      },
      {
        kind: 'number',
        id: 'size',
        label: `Another machine has ${gigabytes} GiB of memory in frames of 4 KiB, ${processes} processes, and entries of 8 bytes. How large is its inverted table?`,
        points: 2,
        answer: gigabytes * 2,
        tolerance: 0,
        unit: 'MiB',
      },
    ],
    explanation: [
      ...lookups.map(({ space, page, result }) =>
        result.physicalAddress === undefined
          ? `Process ${space} has no page ${page} in memory: all ${result.accesses} entries are read before that is known, a fault.`
          : `Page ${page} of process ${space} is in entry ${result.accesses - 1}, found by reading entries 0 to ${result.accesses - 1}: ${result.accesses} entries. The index is the frame, and the offset is kept: ${hexadecimal(result.physicalAddress)}. Entries with the same page number of another process do not match.`,
      ),
      `An entry with index $i$ takes $i + 1$ reads; over the pages in memory that is ${probes} / ${held.length} = ${(probes / held.length).toFixed(2)} on average.`,
      `The size follows the physical memory alone: ${gigabytes} GiB / 4 KiB = ${gigabytes * 2 ** 18} entries of 8 bytes, ${gigabytes * 2} MiB, whatever the number of processes. The price is the search.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Inverted page table',
  summary: 'Look up pages in a table with an entry per frame, and count what the search reads.',
  rows: [92],
  generate,
} satisfies QuestionDefinition;
