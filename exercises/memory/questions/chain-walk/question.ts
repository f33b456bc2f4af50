/** Lookups in a hashed page table with chains. Told and counted by the simulator's own table. */
import type { Random } from '../../../../simulator/engine/random';
import { PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import { ACCESS } from '../../../../simulator/hardware/memory/physical-memory-protection';
import { HashedPageTable } from '../../../../simulator/hardware/translation/hashed-page-table';
import {
  hexadecimal,
  PERMISSION,
  TableMemory,
} from '../../../../simulator/hardware/translation/translation-scheme';
import type { Question, QuestionDefinition } from '../../../question-definition';

const BUCKETS = 4;
const PAGE_BYTES = 4096;
const MEMORY_BYTES = 64 * 1024;

interface Mapped {
  readonly space: number;
  readonly page: number;
  readonly frame: number;
}

function drawn(random: Random) {
  const count = random.between(7, 12);
  for (;;) {
    const table = new HashedPageTable(
      new TableMemory(new PhysicalMemory(MEMORY_BYTES), PAGE_BYTES, MEMORY_BYTES),
      BUCKETS,
    );
    const frames = random.shuffled(Array.from({ length: 32 }, (_, frame) => frame));
    const all = random.shuffled(
      [1, 2].flatMap((space) => Array.from({ length: 8 }, (_, page) => ({ space, page }))),
    );
    const mapped = all.slice(0, count).map((each, i): Mapped => ({ ...each, frame: frames[i] }));
    const chains = Array.from({ length: BUCKETS }, (_, bucket) =>
      mapped.filter(({ space, page }) => table.bucketOf(space, page) === bucket),
    );
    const absent = all
      .slice(mapped.length)
      .filter(({ space, page }) => chains[table.bucketOf(space, page)].length > 0);
    const deep = chains.filter((chain) => chain.length >= 3);
    if (deep.length === 0 || absent.length === 0) continue;
    for (const { space, page, frame } of mapped)
      table.map({
        space,
        virtualAddress: page * PAGE_BYTES,
        physicalAddress: frame * PAGE_BYTES,
        permissions: PERMISSION.read,
      });
    return { table, mapped, chains, absent: random.pick(absent), deep: random.pick(deep) };
  }
}

function generate(random: Random): Question {
  const { table, mapped, chains, absent, deep } = drawn(random);
  // The read of the bucket's head is not an entry of the chain.
  const entriesRead = (space: number, page: number) =>
    table.translate(space, page * PAGE_BYTES, ACCESS.load).accesses - 1;
  const last = deep[deep.length - 1];
  const other = random.pick(mapped.filter((each) => each !== last));
  const lookups = random.shuffled([last, other, absent]).map(({ space, page }) => {
    const address = page * PAGE_BYTES + 4 * random.between(1, 1023);
    const { physicalAddress } = table.translate(space, address, ACCESS.load);
    return { space, page, address, physicalAddress, read: entriesRead(space, page) };
  });
  const total = mapped.reduce((sum, { space, page }) => sum + entriesRead(space, page), 0);
  const removed = deep[0];
  table.unmap(removed.space, removed.page * PAGE_BYTES);
  const rest = mapped.filter((each) => each !== removed);
  const after = rest.reduce((sum, { space, page }) => sum + entriesRead(space, page), 0);
  const nameOf = ({ space, page, frame }: Mapped) => `(${space}, ${page}) → frame ${frame}`;
  const bucketOf = (space: number, page: number) => table.bucketOf(space, page);
  const asked = lookups.map(({ space, page }) => `(${space}, ${page}): ${bucketOf(space, page)}`).join(', ');
  return {
    prompt: [
      `A **hashed page table** has ${BUCKETS} buckets, each with a chain of entries (process, page) → frame. A lookup hashes process and page, then reads the chain of that bucket from its head until the entry fits or the chain ends. Pages have 4 KiB.`,
      `The hash sends the pages that are looked up here to these buckets: ${asked}.`,
    ].join('\n\n'),
    given: {
      caption: 'The chains, head first',
      columns: ['bucket', 'chain'],
      rows: chains.map((chain, bucket) => [`${bucket}`, chain.map(nameOf).join('; ') || 'empty']),
    },
    parts: [
      {
        kind: 'table',
        id: 'lookups',
        label:
          'Entries read of the chain, and the physical address in hexadecimal, as 0x1f (or the word fault)',
        points: 6,
        pointsPer: 'row',
        columns: ['entries read', 'physical address'],
        rowLabels: lookups.map(({ space, address }) => `process ${space}: ${hexadecimal(address)}`),
        given: lookups.map(() => [null, null]),
        answer: lookups.map(({ read, physicalAddress }) => [
          `${read}`,
          physicalAddress === undefined ? 'fault' : hexadecimal(physicalAddress),
        ]),
      },
      {
        kind: 'number',
        id: 'mean',
        label: `Entries read on average, if each of the ${mapped.length} mapped pages is looked up equally often`,
        points: 2,
        answer: total / mapped.length,
        tolerance: 0.01,
        unit: 'entries',
      },
      {
        kind: 'number',
        id: 'after',
        label: `Page ${removed.page} of process ${removed.space} is unmapped. How many entries are read, together, when each of the other ${mapped.length - 1} pages is looked up once?`,
        points: 1,
        answer: after,
        tolerance: 0,
        unit: 'entries',
      },
    ],
    explanation: [
      ...lookups.map(({ space, page, read, physicalAddress }) =>
        physicalAddress === undefined
          ? `(${space}, ${page}) is not in the chain of bucket ${bucketOf(space, page)}; only its end, after ${read} ${read === 1 ? 'entry' : 'entries'}, tells so. The other chains need not be read.`
          : `(${space}, ${page}) is entry ${read} of the chain of bucket ${bucketOf(space, page)}; frame and offset make ${hexadecimal(physicalAddress)}.`,
      ),
      `An entry at place $k$ of its chain takes $k$ reads. Over all ${mapped.length} pages that is ${total} / ${mapped.length} = ${(total / mapped.length).toFixed(2)}. A good hash spreads ${mapped.length} pages over ${BUCKETS} buckets so that about 1 + load / 2 = ${(1 + mapped.length / BUCKETS / 2).toFixed(2)} are read.`,
      `Without (${removed.space}, ${removed.page}) its own read is gone, and the ${deep.length - 1} entries behind it in the chain are each found one read sooner: ${total} − 1 − ${deep.length - 1} = ${after}. The length of the chain decides, not the size of memory as in an inverted table.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Hashed page table: walk the chain',
  summary: 'Follow lookups through the chains of a hashed page table, found and not found.',
  rows: [93],
  generate,
} satisfies QuestionDefinition;
