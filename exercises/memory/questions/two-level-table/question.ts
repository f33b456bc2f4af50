/**
 * Two-level translation by hand: indexes, walk, physical address, and what the tables of a sparse map take.
 *
 * The tables stand in simulated memory, and the simulator's own walker reads them.
 */
import { counted } from '../../../../simulator/engine/counted';
import type { Random } from '../../../../simulator/engine/random';
import { PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import { ACCESS } from '../../../../simulator/hardware/memory/physical-memory-protection';
import {
  hexadecimal,
  PERMISSION,
  TableMemory,
} from '../../../../simulator/hardware/translation/translation-scheme';
import { TwoLevelPageTable } from '../../../../simulator/hardware/translation/two-level-page-table';
import type { Question, QuestionDefinition } from '../../../question-definition';

const PAGE_BYTES = 4096;
const INNER_REACH_BYTES = 1024 * PAGE_BYTES;
const TABLE_REGION_BYTES = 64 * 1024;

export interface Region {
  readonly virtualAddress: number;
  readonly physicalAddress: number;
  readonly pages: number;
}

export function twoLevelTableOf(regions: readonly Region[]): TwoLevelPageTable {
  const memory = new PhysicalMemory(TABLE_REGION_BYTES);
  const table = new TwoLevelPageTable(new TableMemory(memory, PAGE_BYTES, TABLE_REGION_BYTES));
  for (const { virtualAddress, physicalAddress, pages } of regions)
    table.map({
      space: 1,
      virtualAddress,
      physicalAddress,
      permissions: PERMISSION.read | PERMISSION.write,
      byteLength: pages * PAGE_BYTES,
    });
  return table;
}

/** Code near the bottom, a heap that may cross into a second inner table, libraries, a stack near the top. */
function drawnRegions(random: Random): Region[] {
  let frame = random.between(0x10, 0x40);
  const region = (root: number, inner: number, pages: number): Region => {
    const physicalAddress = frame * PAGE_BYTES;
    frame += pages + random.between(1, 20);
    return { virtualAddress: root * INNER_REACH_BYTES + inner * PAGE_BYTES, physicalAddress, pages };
  };
  const heapPages = random.between(6, 12);
  return [
    region(random.between(1, 4), random.between(0, 900), random.between(3, 8)),
    region(random.between(16, 100), 1024 - random.between(2, 2 * heapPages), heapPages),
    ...Array.from({ length: random.below(4) }, (_, i) =>
      region(110 + 20 * i + random.below(18), random.between(0, 900), random.between(2, 5)),
    ),
    region(random.between(700, 767), random.between(0, 900), random.between(2, 6)),
  ];
}

function generate(random: Random): Question {
  const regions = drawnRegions(random);
  const table = twoLevelTableOf(regions);
  const asked = random.pick(regions);
  const pageInRegion = random.below(asked.pages);
  const address = asked.virtualAddress + pageInRegion * PAGE_BYTES + 4 * random.between(1, 1023);
  const walk = table.translate(1, address, ACCESS.load);
  if (walk.physicalAddress === undefined) throw new Error(`${hexadecimal(address)} is not mapped`);
  const root = Math.floor(address / INNER_REACH_BYTES);
  const inner = Math.floor(address / PAGE_BYTES) % 1024;
  const offset = address % PAGE_BYTES;

  const stack = regions[regions.length - 1];
  const stackEnd = stack.virtualAddress + stack.pages * PAGE_BYTES;
  const touched = Array.from({ length: 4 }, () => {
    const where = random.pick([
      stack.virtualAddress,
      stackEnd,
      stackEnd + random.between(2, 100) * INNER_REACH_BYTES,
    ]);
    return where + 4 * random.below(1024);
  });
  const walks = touched.map((each) => table.translate(1, each, ACCESS.load));
  const read = walks.reduce((sum, { accesses }) => sum + accesses, 0);

  const boundary = random.between(210, 690) * INNER_REACH_BYTES;
  const grown: Region = {
    virtualAddress: random.pick([stackEnd + 4 * PAGE_BYTES, boundary, boundary - PAGE_BYTES]),
    physicalAddress: 0x100_0000,
    pages: 2,
  };
  const pages = regions.reduce((sum, each) => sum + each.pages, 0);
  const bytes = table.tableBytes();
  const added = twoLevelTableOf([...regions, grown]).tableBytes() - bytes;
  const number = (id: string, label: string, points: number, answer: number, unit: string) =>
    ({ kind: 'number', id, label, points, answer, tolerance: 0, unit }) as const;
  return {
    prompt: [
      'A machine has 32-bit virtual addresses, pages of 4 KiB and **two-level page tables**: the upper 10 bits of an address choose the entry of the root table, the next 10 that of an inner table, and 12 bits are the offset. An entry has 4 bytes. An inner table exists only where something is mapped. No superpages, no TLB.',
      'A process has mapped these regions, each to consecutive frames:',
    ].join('\n\n'),
    given: {
      caption: 'The regions',
      columns: ['from', 'pages', 'physical address of the first page'],
      rows: regions.map((each) => [
        hexadecimal(each.virtualAddress),
        `${each.pages}`,
        hexadecimal(each.physicalAddress),
      ]),
    },
    parts: [
      {
        kind: 'table',
        id: 'fields',
        label: `Take \`${hexadecimal(address)}\` apart: the indexes in decimal, the offset in hexadecimal, as 0x1f`,
        points: 3,
        pointsPer: 'column',
        columns: ['root index', 'inner index', 'offset'],
        rowLabels: [hexadecimal(address)],
        given: [[null, null, null]],
        answer: [[`${root}`, `${inner}`, hexadecimal(offset)]],
      },
      {
        kind: 'text',
        id: 'physical',
        label: 'Its physical address, in hexadecimal, as 0x1f',
        points: 2,
        answers: [hexadecimal(walk.physicalAddress)],
      },
      number(
        'accesses',
        `How many table entries does the walker read, together, for ${touched.map((each) => `\`${hexadecimal(each)}\``).join(', ')}, faults included?`,
        2,
        read,
        'entries',
      ),
      number('bytes', 'How many bytes do all tables of the process take?', 3, bytes, 'bytes'),
      number(
        'grown',
        `The process maps ${grown.pages} more pages, from \`${hexadecimal(grown.virtualAddress)}\`. By how many bytes do its tables grow?`,
        2,
        added,
        'bytes',
      ),
    ],
    explanation: [
      `\`${hexadecimal(address)}\` is root index ${root}, inner index ${inner}, offset ${hexadecimal(offset)}. It lies ${counted(pageInRegion, 'pages')} after the start of its region, so in the frame at ${hexadecimal(asked.physicalAddress + pageInRegion * PAGE_BYTES)}; the offset is kept: ${hexadecimal(walk.physicalAddress)}.`,
      `${walks.map(({ accesses, outcome }, i) => `\`${hexadecimal(touched[i])}\` reads ${accesses} (${outcome})`).join(', ')}. A walk that finds an empty root entry ends there, after 1: nothing is mapped in those 4 MiB. Where an inner table exists, 2 are read, whether the page is mapped or not.`,
      `The ${pages} pages lie in ${bytes / PAGE_BYTES - 1} different pieces of 4 MiB (a region that crosses a multiple of 4 MiB lies in two). With the root that makes ${bytes / PAGE_BYTES} tables of 4096 bytes, ${bytes} bytes; a flat table would take 4 MiB.`,
      `The ${grown.pages} further pages need ${added / PAGE_BYTES} new inner tables: one for each piece of 4 MiB that they lie in and that had none.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Two-level page table',
  summary: 'Translate an address by hand, and count what the tables of a sparse address space take.',
  rows: [82, 89],
  generate,
} satisfies QuestionDefinition;
