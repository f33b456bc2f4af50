import { expect, test } from 'vitest';
import { callsBefore, callsJustBefore, stepOf } from './calls-here';

const CALLS = {
  names: ['enqueue', 'pickNext'],
  method: [0, 0, 1, 1, 0],
  who: [-1, -1, -1, -1, -1],
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

test('an event that tells what a call did, behind others of the same moment, leads to that call', () => {
  const told = (index: number, first: number) =>
    callsJustBefore(CALLS, index, first).map(({ name, line }) => `${name} ${line}`);
  expect(told(5, 3)).toEqual(['pickNext 11', 'enqueue 3']);
  expect(told(4, 2)).toEqual(['pickNext 9']);
  expect(told(4, 3)).toEqual([]);
  expect(told(0, 0)).toEqual([]);
});

test('an event of a thread was asked for by the last step of its program, unless it has left it', () => {
  const steps = {
    names: ['lock'],
    method: [0, 0, 0, 0],
    who: [0, 1, 0, 1],
    event: [0, 0, 2, 3],
    line: [5, 6, 8, 0],
  };
  const told = (thread: number, index: number) => stepOf(steps, thread, index)?.line;
  expect([told(0, 0), told(1, 0), told(0, 1), told(0, 2)]).toEqual([5, 6, 5, 8]);
  expect([told(1, 2), told(1, 3), told(2, 3)]).toEqual([6, undefined, undefined]);
  expect(callsBefore(steps, 0)).toEqual([]);
});
