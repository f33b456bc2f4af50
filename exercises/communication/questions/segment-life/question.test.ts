import { expect, test } from 'vitest';
import { type Doing, segmentsAfter } from './question';

const create = (process: number, key: number, pages: number): Doing => ({
  process,
  does: 'create',
  key,
  pages,
});

test('by hand: one detached by an exit stays, one removed while attached is dest, one removed alone is gone', () => {
  const left = segmentsAfter([
    create(0, 0x11, 2),
    create(1, 0x22, 1),
    create(2, 0x33, 5),
    { process: 0, does: 'attach', segment: 1 },
    { process: 0, does: 'attach', segment: 2 },
    { process: 1, does: 'attach', segment: 2 },
    { process: 2, does: 'remove', segment: 2 },
    { process: 2, does: 'remove', segment: 3 },
    { process: 0, does: 'exit' },
  ]);
  // Number, key, owner, bytes, attached, removed: A is process 2.
  expect(left).toEqual([
    [1, 0x11, 2, 8192, 0, 0],
    [2, 0, 3, 4096, 1, 1],
  ]);
});
