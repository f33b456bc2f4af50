import { expect, test } from 'vitest';
import { entered, enteredText, NOTHING_ENTERED } from './entered';

const RESPONSES = {
  number: '12',
  order: [2, 0, 1],
  table: [
    ['a', ''],
    ['', 'b'],
  ],
};

test('what is entered comes back from its text, and the same answers are the same text in whichever order they came', () => {
  expect(entered(enteredText(RESPONSES))).toEqual(RESPONSES);
  const backwards = Object.fromEntries(Object.entries(RESPONSES).reverse());
  expect(enteredText(backwards)).toBe(enteredText(RESPONSES));
  expect(enteredText({})).toBe(NOTHING_ENTERED);
});

test.each(['no JSON', '7', 'null', '["a"]', '{"a":{"b":1},"c":[1.5],"d":[[1]],"e":"kept"}'])(
  'what is none of ours (%s) is left out',
  (text) => {
    expect(entered(text)).toEqual(text.includes('kept') ? { e: 'kept' } : {});
  },
);
