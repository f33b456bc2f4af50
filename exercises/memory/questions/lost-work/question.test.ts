import { expect, test } from 'vitest';
import { atCrash } from './question';

test('by hand: 100 ms of work, 10 ms of saving', () => {
  expect(atCrash(100, 10, 250)).toEqual({ done: 230, saved: 200 });
  expect(atCrash(100, 10, 215)).toEqual({ done: 200, saved: 100 });
  expect(atCrash(100, 10, 220)).toEqual({ done: 200, saved: 200 });
});
