import { expect, test } from 'vitest';
import { turns } from './question';

test('by hand: nice 0, 5 and -5', () => {
  // Weights 1024, 335 and 3121: a slice of 3121 cycles adds 3121, 9540 and 1024.
  const run = turns([0, 5, -5], 3121, 7);
  expect(run.map(({ thread }) => thread)).toEqual([0, 1, 2, 2, 2, 2, 0]);
  expect(run[3].virtual).toEqual([3121, 9540, 2048]);
  expect(run.map(({ gained }) => gained)).toEqual([3121, 9540, 1024, 1024, 1024, 1024, 3121]);
});
