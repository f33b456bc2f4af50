/** Guarantee: what a visitor entered into a variant is there again, for its own question only, and junk is nothing. */
import { expect, test } from 'vitest';
import { keepTrial, keptTrial } from './kept-trial';

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

test('a trial is there again, and the next takes its place', () => {
  const storage = memory();
  keepTrial(storage, 'a/one', { variant: 3, responses: { number: '12' } });
  expect(keptTrial(storage, 'a/one')).toEqual({ variant: 3, responses: { number: '12' } });
  expect(keptTrial(storage, 'a/another')).toBeNull();
  keepTrial(storage, 'a/one', { variant: 4, responses: {} });
  expect([keptTrial(storage, 'a/one'), storage.length]).toEqual([{ variant: 4, responses: {} }, 1]);
});

test.each(['no JSON', 'null', '7', '{}', '{"variant":-1}', '{"variant":"3"}', '{"variant":1.5}'])(
  '%s is none',
  (text) => {
    const storage = memory();
    storage.setItem('runqueue:trial:a/one', text);
    expect(keptTrial(storage, 'a/one')).toBeNull();
  },
);
