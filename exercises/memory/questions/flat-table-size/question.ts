/** How large a flat page table is, for address, page and entry sizes. For 32 bits and less the simulator's own table says it. */
import type { Random } from '../../../../simulator/engine/random';
import { PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import { FlatPageTable } from '../../../../simulator/hardware/translation/flat-page-table';
import { PERMISSION, TableMemory } from '../../../../simulator/hardware/translation/translation-scheme';
import type { Question, QuestionDefinition } from '../../../question-definition';

const REGION_BYTES = 8 * 1024 * 1024;
const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

/** Bytes of the simulator's flat table in which one page is mapped. */
export function flatTableBytes(addressBits: number, pageBytes: number): number {
  const memory = new TableMemory(new PhysicalMemory(REGION_BYTES), 4096, REGION_BYTES);
  const table = new FlatPageTable(memory, addressBits, pageBytes);
  table.map({ space: 1, virtualAddress: 0, physicalAddress: 0, permissions: PERMISSION.read });
  return table.tableBytes();
}

/** A power of two of bytes, as 4 MiB. */
export function sized(exponent: number): string {
  return `${2 ** (exponent % 10)} ${UNITS[Math.floor(exponent / 10)]}`;
}

function generate(random: Random): Question {
  const bits = random.between(26, 32);
  const offsetBits = random.between(12, 14);
  const smallBytes = flatTableBytes(bits, 2 ** offsetBits);
  const processes = random.between(3, 60);
  const usedPages = random.between(5, 90);
  const wideBits = random.pick([39, 42, 48, 52, 57, 64]);
  const wideOffset = random.pick([12, 13, 14, 16]);
  const wideTable = wideBits - wideOffset + 3;
  const options = [-10, -3, 0, 3, 10].map((by) => sized(wideTable + by));
  const order = random.shuffled([0, 1, 2, 3, 4]);
  const number = (id: string, label: string, points: number, answer: number, unit: string) =>
    ({ kind: 'number', id, label, points, answer, tolerance: 0, unit }) as const;
  return {
    prompt: [
      `A machine has virtual addresses of **${bits} bits**, pages of **${sized(offsetBits)}** and page-table entries of **4 bytes**. Each process has a **flat page table**: one entry for every page of its address space, used or not.`,
      `Another machine has addresses of **${wideBits} bits**, pages of **${sized(wideOffset)}** and entries of **8 bytes**.`,
    ].join('\n\n'),
    parts: [
      number('offset', 'Bits of the offset in a page, first machine', 1, offsetBits, 'bits'),
      number('entries', 'Entries of one table, first machine', 2, 2 ** (bits - offsetBits), 'entries'),
      number('table', 'Size of one table, first machine', 2, smallBytes / 1024, 'KiB'),
      number(
        'useless',
        `${processes} processes run on the first machine, and each uses ${usedPages} pages. How many entries of all tables together map nothing?`,
        2,
        processes * (2 ** (bits - offsetBits) - usedPages),
        'entries',
      ),
      {
        kind: 'choice',
        id: 'wide',
        label: 'Size of one flat table on the other machine',
        points: 2,
        options: order.map((at) => options[at]),
        answer: [order.indexOf(2)],
        multiple: false,
      },
    ],
    explanation: [
      `A page of ${sized(offsetBits)} = $2^{${offsetBits}}$ bytes has ${offsetBits} bits of offset; the other ${bits - offsetBits} are the page number, so a table has $2^{${bits - offsetBits}}$ = ${2 ** (bits - offsetBits)} entries of 4 bytes: ${smallBytes / 1024} KiB.`,
      `${processes} tables of ${2 ** (bits - offsetBits)} entries, of which each uses ${usedPages}: ${processes} · (${2 ** (bits - offsetBits)} − ${usedPages}) = ${processes * (2 ** (bits - offsetBits) - usedPages)} map nothing.`,
      `On the other machine $2^{${wideBits} - ${wideOffset}}$ entries of $2^3$ bytes make $2^{${wideTable}}$ bytes = ${sized(wideTable)} for each process. That is why larger address spaces use tables of several levels, or tables that grow with physical memory.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Size of a flat page table',
  summary: 'Entries and bytes of a page table that has an entry for every page, used or not.',
  rows: [88],
  generate,
} satisfies QuestionDefinition;
