import { expect, test } from 'vitest';
import { follow } from './question';

test('by hand: a boost is handed on along two locks and ends with each unlock', () => {
  const own = [9, 5, 1];
  const states = follow(own, [
    { thread: 0, lock: 0, takes: true },
    { thread: 1, lock: 1, takes: true },
    { thread: 1, lock: 0, takes: true }, // 1 waits for 0
    { thread: 2, lock: 1, takes: true }, // 2 waits for 1, who waits for 0
    { thread: 0, lock: 0, takes: false }, // to 1
    { thread: 1, lock: 1, takes: false }, // to 2
  ]);
  expect(states.map(({ priorities }) => priorities)).toEqual([
    [9, 5, 1],
    [9, 5, 1],
    [5, 5, 1],
    [1, 1, 1],
    [9, 1, 1],
    [9, 5, 1],
  ]);
  expect(states.map(({ asleep }) => asleep)).toEqual([[], [], [1], [1, 2], [2], []]);
});
