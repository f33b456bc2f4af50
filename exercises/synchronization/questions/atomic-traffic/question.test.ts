import { expect, test } from 'vitest';
import { traffic } from './question';

test('[row 125] by hand: three readers, five tries, two reads, four tries in turns', () => {
  const scene = { readers: 3, tries: 5, readAgain: 2, turns: 2 };
  const counts = (atomics: 'memory' | 'cache') =>
    Object.values(traffic(atomics, scene)).map(({ transactions, invalidations }) => [
      transactions,
      invalidations,
    ]);
  expect(counts('memory')).toEqual([
    [1, 3],
    [4, 0],
    [2, 0],
    [1, 2],
    [4, 0],
  ]);
  expect(counts('cache')).toEqual([
    [1, 3],
    [0, 0],
    [2, 0],
    [1, 2],
    [4, 4],
  ]);
});
