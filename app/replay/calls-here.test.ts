import { expect, test } from 'vitest';
import { callsBefore } from './calls-here';

const CALLS = {
  names: ['enqueue', 'pickNext'],
  method: [0, 0, 1, 1, 0],
  event: [1, 1, 2, 5, 5],
  line: [3, 4, 9, 11, 3],
};

test('the calls before an event are those since the event before it', () => {
  const told = (index: number) => callsBefore(CALLS, index).map(({ name, line }) => `${name} ${line}`);
  expect(told(0)).toEqual([]);
  expect(told(1)).toEqual(['enqueue 3', 'enqueue 4']);
  expect(told(2)).toEqual(['pickNext 9']);
  expect(told(4)).toEqual([]);
  expect(told(5)).toEqual(['pickNext 11', 'enqueue 3']);
  expect(told(6)).toEqual([]);
});
