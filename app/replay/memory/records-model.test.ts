import { expect, test } from 'vitest';
import { EVENTS } from '../../../exercises/memory/buddy-allocator/simulation';
import { Trace } from '../../../simulator/engine/trace';
import { firstOfCall, isOfCall, recordsModel, rowsOf } from './records-model';

const EVENT = EVENTS.index;
type Name = keyof typeof EVENT;

function run(...events: readonly [Name, ...number[]][]) {
  const trace = new Trace(EVENTS.kinds);
  for (const [name, ...fields] of events) trace.record(trace.length, EVENT[name], ...fields);
  const records = recordsModel(trace);
  /** The values that are known after an event, and of these what its call stored. */
  const at = (index: number) => {
    const known = records.addresses.flatMap((address) => {
      const word = records.words.get(address)?.at(index);
      return word === undefined ? [] : [{ address, word }];
    });
    return {
      values: Object.fromEntries(known.map(({ address, word }) => [address, word.value])),
      marked: known.filter(({ word }) => isOfCall(records, word, index)).map(({ address }) => address),
    };
  };
  return { trace, records, at };
}

const { trace, records, at } = run(
  ['metadata', 600, 320],
  ['store', 604, 7], // 1
  ['arena', 1004, 256, 32, 1],
  ['store', 1036, -1],
  ['store', 604, 7], // 4: the same again
  ['allocate', 1004, 20, 32, 1],
  ['allocate', 1036, 20, 32, 1], // 6: without a store
  ['stray', 3, 1],
  ['store', 608, 9], // 8
  ['free', 1036, 1],
);

test('a word holds what was stored last, and is forgotten once its block is given out', () => {
  expect(at(0).values).toEqual({});
  expect(at(1).values).toEqual({ 604: 7 });
  expect(at(5).values).toEqual({ 604: 7, 1036: -1 });
  expect(at(6).values).toEqual({ 604: 7 });
  expect(at(9).values).toEqual({ 604: 7, 608: 9 });
  expect(at(3).values).toEqual({ 604: 7, 1036: -1 });
});

test('what the current call stored is marked, as far as it has come, also where the value was the same', () => {
  expect(at(2).marked).toEqual([604]);
  expect(at(3).marked).toEqual([1036]);
  expect(at(5).marked).toEqual([604, 1036]);
  expect(at(6).marked).toEqual([]);
  expect([at(7).marked, at(9).marked]).toEqual([[], [608]]);
  expect([2, 5, 6, 9].map((index) => firstOfCall(records, trace, index))).toEqual([604, 1036, -1, 608]);
});

test('rows begin at the start of each area, and are there only where anything is stored', () => {
  const more = run(['metadata', 600, 320], ['store', 616, 1], ['store', 700, 1], ['store', 1064, 1]);
  expect(rowsOf(more.records, 1004, 4)).toEqual([616, 696, 1052]);
});

test('a trace says from where on it tells no stores, and an older one tells none at all', () => {
  expect(records).toMatchObject({ areTold: true, untoldFrom: Number.POSITIVE_INFINITY });
  expect(run(['store', 604, 1], ['stores-untold', 1]).records.untoldFrom).toBe(1);
  const older = new Trace(EVENTS.kinds.filter(({ name }) => name !== 'store'));
  expect(recordsModel(older).areTold).toBe(false);
});
