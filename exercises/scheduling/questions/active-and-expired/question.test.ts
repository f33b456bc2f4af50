import { expect, test } from 'vitest';
import { afterTicks } from './question';

test('by hand: B before A, slices of two ticks and one', () => {
  const tasks = [
    { priority: 120, slice: 2 },
    { priority: 100, slice: 1 },
  ];
  expect(afterTicks(tasks, 2)).toEqual({ ran: [1, 0], active: [0], expired: [1], left: [1, 1], swaps: 0 });
  expect(afterTicks(tasks, 3)).toMatchObject({ active: [], expired: [1, 0], swaps: 0 });
  expect(afterTicks(tasks, 4)).toMatchObject({ ran: [1, 0, 0, 1], active: [0], expired: [1], swaps: 1 });
});
