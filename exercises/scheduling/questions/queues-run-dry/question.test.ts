import { expect, test } from 'vitest';
import { run } from './question';

test('by hand: core 1 runs dry at 2 and takes C, which waits at core 0', () => {
  expect(run(2, [9, 2, 4, 3, 5])).toEqual([
    [
      { thread: 0, from: 0, to: 9 },
      { thread: 4, from: 9, to: 14 },
    ],
    [
      { thread: 1, from: 0, to: 2 },
      { thread: 3, from: 2, to: 5 },
      { thread: 2, from: 5, to: 9 },
    ],
  ]);
});
