import { expect, test } from 'vitest';
import { prioritiesAfter } from './question';

test('by hand: half of the credit at first, all of it after long sleep, none after a long run', () => {
  expect(prioritiesAfter(120, 1000, [{ run: 0, sleep: 0 }])).toEqual([{ credit: 500, priority: 120 }]);
  expect(
    prioritiesAfter(120, 1000, [
      { run: 100, sleep: 900 },
      { run: 1000, sleep: 50 },
    ]),
  ).toEqual([
    { credit: 1000, priority: 115 },
    { credit: 50, priority: 125 },
  ]);
  expect(prioritiesAfter(102, 1000, [{ run: 10, sleep: 990 }])).toEqual([{ credit: 1000, priority: 100 }]);
});
