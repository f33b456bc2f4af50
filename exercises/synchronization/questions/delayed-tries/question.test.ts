import { expect, test } from 'vitest';
import { afterEachLook, afterRelease } from './question';

test('[row 127] by hand: a delay after the release, and after each look', () => {
  expect(afterRelease([0, 10, 39, 40, 90], 40)).toEqual({ winner: 0, taken: 40, tries: 3 });
  expect(afterRelease([50, 20, 60], 10)).toEqual({ winner: 1, taken: 30, tries: 1 });
  // Looks in vain at 0 and 30; at 10 and 40; at 20. The release is at 45; core 2 looks at 50, core 0 at 60, core 1 at 70.
  expect(afterEachLook([0, 10, 20], 30, 45, 15)).toEqual({
    winner: 2,
    taken: 65,
    tries: 2,
    inVain: [2, 2, 1],
  });
});
