import { expect, test } from 'vitest';
import { keepResponses, keptResponses } from './kept-responses';

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const RESPONSES = {
  number: '12',
  order: [2, 0, 1],
  table: [
    ['a', ''],
    ['', 'b'],
  ],
};

test('what is entered is there again, for its own variant only, until it was handed in', () => {
  const storage = memory();
  keepResponses(storage, 'one', RESPONSES);
  expect(keptResponses(storage, 'one')).toEqual(RESPONSES);
  expect(keptResponses(storage, 'another')).toEqual({});
  keepResponses(storage, 'one', {});
  expect(storage.length).toBe(0);
});

test.each(['no JSON', '7', 'null', '{"a":{"b":1},"c":[1.5],"d":[[1]],"e":"kept"}'])(
  'what is none of ours (%s) is left out',
  (text) => {
    const storage = memory();
    storage.setItem('runqueue:responses:one', text);
    expect(keptResponses(storage, 'one')).toEqual(text.includes('kept') ? { e: 'kept' } : {});
  },
);

test('a browser that keeps nothing is no error', () => {
  const full: Storage = {
    ...memory(),
    setItem() {
      throw new Error('full');
    },
  };
  keepResponses(full, 'one', RESPONSES);
  expect(keptResponses(full, 'one')).toEqual({});
  keepResponses(undefined, 'one', RESPONSES);
  expect(keptResponses(undefined, 'one')).toEqual({});
});
