import { expect, test } from 'vitest';
import { loggedBetween } from './question';

test('counts what comes from outside after the checkpoint, up to the step asked for', () => {
  const events = [true, false, true, true].map((fromOutside) => ({ text: '', fromOutside }));
  expect(loggedBetween(events, 0, 4)).toBe(3);
  expect(loggedBetween(events, 1, 3)).toBe(1);
});
