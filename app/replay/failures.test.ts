import { describe, expect, test } from 'vitest';
import { eventAfterKey, failuresOf, nextFailure, openingEvent } from './failures';

const checks = [
  { rule: 'RR4', passed: false, message: 'late', event: 30 },
  { rule: 'RR1', passed: true, message: '', event: 3 },
  { rule: 'RR2', passed: false, message: 'early', event: 10 },
  { rule: 'RR3', passed: false, message: 'nowhere' },
];
const failures = failuresOf(checks, 50);

describe('failures', () => {
  test('failed checks that name an event, in the order of the run', () => {
    expect(failures.map(({ rule, event }) => [rule, event])).toEqual([
      ['RR2', 10],
      ['RR4', 30],
    ]);
  });
  test('an event beyond a truncated trace is shown at its end; an empty trace has none', () => {
    expect(failuresOf(checks, 20).map(({ event }) => event)).toEqual([10, 19]);
    expect(failuresOf(checks, 0)).toEqual([]);
  });
  test('the next one comes after the current event, and begins again after the last', () => {
    expect(nextFailure(failures, 0)).toBe(10);
    expect(nextFailure(failures, 10)).toBe(30);
    expect(nextFailure(failures, 30)).toBe(10);
    expect(nextFailure([], 0)).toBeUndefined();
  });
});

describe('where a replay stands', () => {
  test('it opens at what is wanted, else the first divergence, else the end', () => {
    expect(openingEvent(failures, 50, 7)).toBe(7);
    expect(openingEvent(failures, 50)).toBe(10);
    expect(openingEvent([], 50)).toBe(49);
    expect(openingEvent([], 50, 99)).toBe(49);
  });
  test.each([
    ['ArrowRight', 5, 6],
    ['ArrowRight', 49, 49],
    ['ArrowLeft', 0, 0],
    ['PageDown', 45, 49],
    ['PageUp', 12, 2],
    ['Home', 20, 0],
    ['End', 20, 49],
    ['n', 10, 30],
    ['x', 10, undefined],
  ])('%s at event %i leads to %s', (key, from, to) => {
    expect(eventAfterKey(key, from, 50, failures)).toBe(to);
  });
});
