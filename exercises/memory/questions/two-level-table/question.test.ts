import { expect, test } from 'vitest';
import { twoLevelTableOf } from './question';

test('by hand: a region across a multiple of 4 MiB takes the root and two inner tables', () => {
  const region = { virtualAddress: 0x7f_f000, physicalAddress: 0x3000, pages: 2 };
  const table = twoLevelTableOf([region]);
  expect(table.tableBytes()).toBe(3 * 4096);
  expect(table.translate(1, 0x80_0010, 1)).toMatchObject({ physicalAddress: 0x4010, accesses: 2 });
  expect(table.translate(1, 0x7f_e000, 1)).toMatchObject({ outcome: 'not present', accesses: 2 });
});
