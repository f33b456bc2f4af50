/** Guarantee: whatever stands in an address, a page is a whole number from 1 and a choice is a short text or none. */
import { expect, it } from 'vitest';
import { addressWith, chosen, pageNumber } from './page-links';

it.each([
  [undefined, 1],
  ['', 1],
  ['1', 1],
  ['27', 27],
  ['99999', 10_000],
  ['999999999999', 1],
  ['0', 1],
  ['-3', 1],
  ['1.5', 1],
  ['1e3', 1],
  [' 2', 1],
  ['٢', 1],
  [['2', '3'], 1],
])('page %j is %i', (value, page) => {
  expect(pageNumber(value)).toBe(page);
});

it('a choice is one text, not empty and not endless', () => {
  expect(['a', '', ['a', 'b'], undefined, 'x'.repeat(201)].map(chosen)).toEqual([
    'a',
    ...[undefined, undefined, undefined, undefined],
  ]);
});

it('an address holds what is given, escaped, and nothing of what is not', () => {
  expect(addressWith('/c', { find: 'a&b=?', page: undefined })).toBe('/c?find=a%26b%3D%3F');
  expect(addressWith('/c', { page: undefined })).toBe('/c');
});
