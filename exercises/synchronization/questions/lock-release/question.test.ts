import { expect, test } from 'vitest';
import { atRelease } from './question';

test('by hand: three waiters', () => {
  expect(atRelease('mesi', 3)).toEqual({ release: 1, seenFree: 3, tries: 3, readAgain: 6, all: 13 });
  expect(atRelease('dragon', 3)).toEqual({ release: 1, seenFree: 0, tries: 3, readAgain: 0, all: 4 });
});
