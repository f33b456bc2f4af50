import { expect, test } from 'vitest';
import { atCrash, pagesWritten } from './question';

test('by hand: 100 ms of work, 10 ms of saving', () => {
  expect(atCrash(100, 10, 250)).toEqual({ done: 230, saved: 200 });
  expect(atCrash(100, 10, 215)).toEqual({ done: 200, saved: 100 });
  expect(atCrash(100, 10, 220)).toEqual({ done: 200, saved: 200 });
});

test('[row 103] the first checkpoint writes all pages, each later one those written since', () => {
  expect(pagesWritten(9, [4, 0, 9])).toEqual([9, 4, 0, 9]);
});
