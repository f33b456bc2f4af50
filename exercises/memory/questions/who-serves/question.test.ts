import { expect, test } from 'vitest';
import { crossings } from './question';

test('by hand: headers of 8, growth by 4096', () => {
  expect(crossings([4000, 80, 9, 8192], 8, 4096)).toEqual({
    asks: [true, false, true, true],
    heapBytes: 16_384,
    frames: 4,
    crossings: 3,
    usedBytes: 12_313,
  });
});
