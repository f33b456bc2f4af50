import { expect, it } from 'vitest';
import { insertAt, placeOf, removeAt } from './in-place';

it('one item more or less leaves the others in their order, at either end too', () => {
  const list = [10, 20, 30];
  insertAt(list, 0, 5);
  insertAt(list, 2, 15);
  insertAt(list, 5, 35);
  expect(list).toEqual([5, 10, 15, 20, 30, 35]);
  removeAt(list, 5);
  removeAt(list, 0);
  removeAt(list, 1);
  expect(list).toEqual([10, 20, 30]);
});

it('the place is behind all that come before', () => {
  const list = [10, 20, 20, 30];
  expect([5, 20, 25, 30, 99].map((item) => placeOf(list, (each) => each < item))).toEqual([0, 1, 3, 3, 4]);
  expect(placeOf([], () => true)).toBe(0);
});
