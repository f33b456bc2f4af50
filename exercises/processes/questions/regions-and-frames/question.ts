/**
 * Regions of an address space, and where an address of it lies in memory.
 *
 * A flat page table in simulated memory translates; pages of heap and stack that were not touched yet have no
 * frame. Addresses are drawn so that a fault for each reason and a translation in each region come about.
 */

import type { Random } from '../../../../simulator/engine/random';
import { PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import { ACCESS, type Access } from '../../../../simulator/hardware/memory/physical-memory-protection';
import { FlatPageTable } from '../../../../simulator/hardware/translation/flat-page-table';
import {
  PERMISSION,
  TableMemory,
  type TranslationOutcome,
} from '../../../../simulator/hardware/translation/translation-scheme';
import type { Question, QuestionDefinition } from '../../../question-definition';

const ADDRESS_BITS = 20;
const SPACE_BYTES = 2 ** ADDRESS_BITS;
const KIB = 1024;
/** Frames are drawn below 16 MiB, so that physical addresses have six digits. */
const MEMORY_BYTES = 16 * KIB * KIB;
const PROCESS = 1;
const TABLE_START = 0x1000;

const ACCESS_NAMES = ['fetch', 'load', 'store'] as const;
const CODE = PERMISSION.read | PERMISSION.execute;
const DATA = PERMISSION.read | PERMISSION.write;

const OUTCOME_REASONS: Record<Exclude<TranslationOutcome, 'translated'>, string> = {
  'not present': 'the page has no frame',
  permission: 'the page may not be used in this way',
  'out of bounds': 'there is no such address',
};

interface Region {
  readonly name: string;
  readonly first: number;
  readonly pages: number;
  readonly permissions: number;
}

interface Variant {
  readonly pageBytes: number;
  readonly regions: readonly Region[];
  /** Page and its frame, in order of pages. */
  readonly frames: readonly (readonly [page: number, frame: number])[];
  readonly table: FlatPageTable;
}

const hex = (value: number, digits: number) => `0x${value.toString(16).padStart(digits, '0')}`;

function draw(random: Random): Variant {
  const pageBytes = random.pick([4, 8, 16]) * KIB;
  const sizes = [random.between(2, 4), random.between(1, 3), random.between(3, 5), random.between(2, 4)];
  const [text, data, heap, stack] = sizes;
  const regions = [
    { name: 'text', first: 0, pages: text, permissions: CODE },
    { name: 'data', first: text, pages: data, permissions: DATA },
    { name: 'heap', first: text + data, pages: heap, permissions: DATA },
    { name: 'stack', first: SPACE_BYTES / pageBytes - stack, pages: stack, permissions: DATA },
  ];
  const memory = new PhysicalMemory(64 * KIB);
  const table = new FlatPageTable(
    new TableMemory(memory, TABLE_START, memory.byteLength),
    ADDRESS_BITS,
    pageBytes,
  );
  const frames: [number, number][] = [];
  const untouchedHeap = regions[2].first + random.below(heap);
  for (const { name, first, pages, permissions } of regions)
    for (let page = first; page < first + pages; page++) {
      // The stack was touched from its top down; of the heap one page was not.
      const untouched = name === 'stack' ? page === first : page === untouchedHeap;
      if (untouched) continue;
      let frame = 0;
      do frame = random.between(1, MEMORY_BYTES / pageBytes - 1);
      while (frames.some(([, taken]) => taken === frame));
      frames.push([page, frame]);
      table.map({
        space: PROCESS,
        virtualAddress: page * pageBytes,
        physicalAddress: frame * pageBytes,
        permissions,
      });
    }
  return { pageBytes, regions, frames, table };
}

interface Asked {
  readonly address: number;
  readonly access: Access;
}

/** Five different addresses: in each region one, with an access that may be refused, and one in the gap. */
function drawAsked(random: Random, { pageBytes, regions }: Variant): Asked[] {
  const [text, data, heap, stack] = regions;
  const within = ({ first, pages }: Region) => first * pageBytes + random.below(pages * pageBytes);
  const gapFirst = heap.first + heap.pages;
  return random.shuffled([
    { address: within(text), access: random.pick([ACCESS.fetch, ACCESS.fetch, ACCESS.store]) },
    { address: within(data), access: random.pick([ACCESS.load, ACCESS.store, ACCESS.fetch]) },
    { address: within(heap), access: random.pick([ACCESS.load, ACCESS.store]) },
    { address: within(stack), access: random.pick([ACCESS.load, ACCESS.store]) },
    {
      address: within({ ...heap, first: gapFirst, pages: Math.min(4, stack.first - gapFirst) }),
      access: ACCESS.load,
    },
  ]);
}

function generate(random: Random): Question {
  const variant = draw(random);
  const { pageBytes, regions, frames, table } = variant;
  const asked = drawAsked(random, variant);
  const results = asked.map(({ address, access }) => {
    const page = Math.floor(address / pageBytes);
    const region = regions.find(({ first, pages }) => page >= first && page < first + pages);
    return { page, region: region?.name ?? 'none', ...table.translate(PROCESS, address, access) };
  });
  const physical = results.map(({ physicalAddress }) =>
    physicalAddress === undefined ? 'fault' : hex(physicalAddress, 6),
  );
  const [, , heap, stack] = regions;
  const gapPages = stack.first - heap.first - heap.pages;
  const offsetBits = Math.log2(pageBytes);
  return {
    prompt: [
      `The address space of a process runs from V₀ = ${hex(0, 5)} to V_max = ${hex(SPACE_BYTES - 1, 5)}. A page has **${pageBytes / KIB} KiB**.`,
      [
        `- Text begins at V₀ and takes ${regions[0].pages} pages; data follows with ${regions[1].pages}.`,
        `- The heap begins at the page after the data and has ${heap.pages} pages at the moment.`,
        `- The stack has ${stack.pages} pages; the last one ends at V_max.`,
        '- All other pages belong to no region.',
      ].join('\n'),
      'Text may be fetched and loaded, the other regions loaded and stored. The table shows which pages have a frame. A page without one, and an access that is not permitted, is a fault.',
      'For each access: in which region does the address lie, and to which physical address does it go?',
    ].join('\n\n'),
    given: {
      caption: 'Page table (decimal; pages that are not listed have no frame)',
      columns: ['page', 'frame'],
      rows: frames.map((entry) => entry.map(String)),
    },
    parts: [
      {
        kind: 'table',
        id: 'addresses',
        label:
          'Region (text, data, heap, stack or none), and the physical address as 0x and six hexadecimal digits, or fault',
        points: 10,
        pointsPer: 'row',
        columns: ['access', 'region', 'physical address'],
        rowLabels: asked.map(({ address }) => hex(address, 5)),
        given: asked.map(({ access }) => [ACCESS_NAMES[access], null, null]),
        answer: asked.map(({ access }, index) => [
          ACCESS_NAMES[access],
          results[index].region,
          physical[index],
        ]),
      },
      {
        kind: 'number',
        id: 'gap',
        label: 'By how much can heap and stack still grow, together, until they meet?',
        points: 2,
        answer: (gapPages * pageBytes) / KIB,
        tolerance: 0,
        unit: 'KiB',
      },
    ],
    explanation: [
      `A page of ${pageBytes} = 2^${offsetBits} bytes: the lower ${offsetBits} bits of an address are the offset, the upper ${ADDRESS_BITS - offsetBits} the page number. The physical address is frame × ${pageBytes} + offset.`,
      `Pages: ${regions.map(({ name, first, pages }) => `${name} ${pages === 1 ? first : `${first} to ${first + pages - 1}`}`).join(', ')}. Between heap and stack lie ${gapPages} pages of ${pageBytes / KIB} KiB: ${(gapPages * pageBytes) / KIB} KiB.`,
    ].join('\n\n'),
    worked: [
      {
        caption: 'Page, offset and frame of each access',
        columns: ['address', 'access', 'page', 'offset', 'region', 'result'],
        rows: asked.map(({ address, access }, index) => {
          const { page, region, outcome } = results[index];
          const result =
            outcome === 'translated'
              ? `frame ${frames.find(([each]) => each === page)?.[1]}: ${physical[index]}`
              : `fault: ${region === 'none' ? 'no region' : OUTCOME_REASONS[outcome]}`;
          return [
            hex(address, 5),
            ACCESS_NAMES[access],
            String(page),
            hex(address % pageBytes, 1),
            region,
            result,
          ];
        }),
      },
    ],
  };
}

export default {
  title: 'Regions and addresses of a process',
  summary:
    'Tell text, data, heap and stack apart, and translate virtual addresses to physical ones or to faults.',
  rows: [9],
  generate,
} satisfies QuestionDefinition;
