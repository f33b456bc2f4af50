import fc from 'fast-check';
import { expect, test } from 'vitest';
import { History } from './history';

test('a history answers as a plain list of values would', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(4), fc.nat(2)), { maxLength: 40 }), (changes) => {
      const history = new History<number>();
      const plain: (number | undefined)[] = [];
      let position = 0;
      for (const [gap, value] of changes) {
        while (plain.length < position + gap) plain.push(plain.at(-1));
        position += gap;
        plain[position] = value;
        history.set(position, value);
      }
      plain.forEach((value, at) => {
        expect(history.at(at)).toBe(value);
      });
      for (const stretch of history.stretches())
        for (let at = stretch.from; at < Math.min(stretch.to, plain.length); at++)
          expect(plain[at]).toBe(stretch.value);
    }),
    { seed: 7 },
  );
});

test('stretches are cut to those that meet the range', () => {
  const history = new History<string>();
  history.set(0, 'a');
  history.set(10, 'b');
  history.set(20, 'c');
  expect(history.stretches(5, 20)).toEqual([
    { from: 0, to: 10, value: 'a' },
    { from: 10, to: 20, value: 'b' },
  ]);
  expect(history.stretches(20, 21)).toEqual([{ from: 20, to: Number.POSITIVE_INFINITY, value: 'c' }]);
  expect(history.since(15)).toBe(10);
  expect(history.since(-1)).toBe(-1);
});

test('going back in time is a bug', () => {
  const history = new History<string>();
  history.set(5, 'a');
  expect(() => history.set(4, 'b')).toThrow(/position 4 after 5/);
});
