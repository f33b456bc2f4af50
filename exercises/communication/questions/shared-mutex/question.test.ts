import { expect, test } from 'vitest';
import { outcomeOf, queueCrossings } from './question';

test('each mistake shows in its run, and only the right mutex has none', () => {
  expect(outcomeOf({ inSegment: true, isShared: true, isMadeTwice: false })).toBe('right');
  expect(outcomeOf({ inSegment: true, isShared: false, isMadeTwice: false })).toBe('hangs');
  expect(outcomeOf({ inSegment: false, isShared: true, isMadeTwice: false })).toBe('loses updates');
  expect(outcomeOf({ inSegment: false, isShared: false, isMadeTwice: false })).toBe('loses updates');
  expect(outcomeOf({ inSegment: true, isShared: true, isMadeTwice: true })).toBe('loses updates');
  expect(queueCrossings(3)).toBe(12);
});
