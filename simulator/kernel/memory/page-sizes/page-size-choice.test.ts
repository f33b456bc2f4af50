import { expect, test } from 'vitest';
import { Random } from '../../../engine/random';
import { PhysicalMemory } from '../../../hardware/memory/physical-memory';
import { ACCESS } from '../../../hardware/memory/physical-memory-protection';
import { PERMISSION, TableMemory } from '../../../hardware/translation/translation-scheme';
import { TwoLevelPageTable } from '../../../hardware/translation/two-level-page-table';
import { layOut, type PageSizes, SV32_SIZES, THREE_SIZES } from './page-size-choice';
import { PageSizePolicy } from './page-size-policy';

const KIB = 1024;
const MIB = 1024 * KIB;
const cheapest = (bytes: number, sizes: PageSizes, start = 0) =>
  layOut(
    bytes,
    sizes,
    new PageSizePolicy({ pageBytes: (size) => sizes.bytes[size] }, sizes.bytes.length, sizes.tableBytes),
    start,
  );
const costOf = ({ wasteBytes, tableBytes }: ReturnType<typeof layOut>) => wasteBytes + tableBytes;

test('[row 94] takes a larger page once a table for smaller ones costs more than it spares', () => {
  expect(cheapest(5 * MIB, THREE_SIZES)).toEqual({ pages: [256, 2, 0], wasteBytes: 0, tableBytes: 8 * KIB });
  expect(cheapest(2 * MIB - 4 * KIB, THREE_SIZES)).toEqual({
    pages: [0, 1, 0],
    wasteBytes: 4 * KIB,
    tableBytes: 4 * KIB,
  });
  expect(cheapest(2 ** 30 - 100, THREE_SIZES)).toEqual({ pages: [0, 0, 1], wasteBytes: 100, tableBytes: 0 });
  expect(cheapest(1, THREE_SIZES)).toEqual({ pages: [1, 0, 0], wasteBytes: 4095, tableBytes: 8 * KIB });
});

test('[row 94] no layout of a region has less waste and tables, by an exhaustive search', () => {
  const sizes: PageSizes = { bytes: [4, 16, 64], tableBytes: 3 };
  // All layouts of the last bytes of a page of this size.
  const best = (left: number, size: number): number => {
    const whole = sizes.bytes[size] - left;
    if (size === 0) return whole;
    const below = sizes.bytes[size - 1];
    // Only the last part may have waste, and only a part that is divided has tables.
    let parts = sizes.tableBytes;
    for (let at = 0; at < left; at += below) parts += best(Math.min(below, left - at), size - 1);
    return Math.min(whole, parts);
  };
  for (let bytes = 1; bytes <= 200; bytes++) {
    let least = 0;
    for (let at = 0; at < bytes; at += 64) least += best(Math.min(64, bytes - at), 2);
    expect([bytes, costOf(cheapest(bytes, sizes))]).toEqual([bytes, least]);
  }
});

test('[row 94] never costs more than one size for all', () => {
  const random = new Random('page sizes');
  for (let i = 0; i < 30; i++) {
    const bytes = random.between(1, 40 * MIB);
    const mixed = costOf(cheapest(bytes, THREE_SIZES));
    for (const one of [0, 1, 2]) {
      const uniform = layOut(bytes, THREE_SIZES, { choose: (_, largest) => Math.min(one, largest) });
      expect(mixed).toBeLessThanOrEqual(costOf(uniform));
    }
  }
});

test('[row 94] tables of Sv32 in memory are as large as the layout says, and translate the whole region', () => {
  for (const bytes of [9 * MIB, 8 * MIB - 4 * KIB, 12 * KIB]) {
    const layout = cheapest(bytes, SV32_SIZES);
    const table = new TwoLevelPageTable(new TableMemory(new PhysicalMemory(64 * KIB), 4 * KIB, 64 * KIB));
    let at = 0;
    for (const size of [1, 0])
      for (let i = 0; i < layout.pages[size]; i++, at += SV32_SIZES.bytes[size])
        table.map({
          ...{ space: 1, virtualAddress: at, physicalAddress: at, permissions: PERMISSION.write },
          byteLength: SV32_SIZES.bytes[size],
        });
    // The root table is there in any case.
    expect(table.tableBytes() - 4 * KIB).toBe(layout.tableBytes);
    for (const address of [0, bytes - 4, Math.floor(bytes / 8) * 4])
      expect(table.translate(1, address, ACCESS.store).physicalAddress).toBe(address);
  }
});

test('a region that begins at no multiple of the largest size has smaller pages up to there', () => {
  expect(cheapest(8 * MIB, THREE_SIZES, 2 * MIB - 12 * KIB)).toEqual({
    ...{ pages: [3 + 509, 3, 0], wasteBytes: 0, tableBytes: 12 * KIB },
  });
});

test('a size that may not lie there is refused, and the rest has no pages', () => {
  expect(layOut(8 * KIB, SV32_SIZES, { choose: () => 1 }).refused).toBe(undefined);
  expect(layOut(8 * KIB, SV32_SIZES, { choose: () => 1 }, 4 * KIB)).toEqual({
    ...{ pages: [0, 0], wasteBytes: 0, tableBytes: 0 },
    refused: { at: 4 * KIB, answer: 1, largest: 0 },
  });
  expect(layOut(5 * MIB, SV32_SIZES, { choose: () => -1 }).refused?.answer).toBe(-1);
});
