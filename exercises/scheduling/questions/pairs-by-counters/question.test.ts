import { expect, test } from 'vitest';
import { together } from './question';

test('by hand: two that compute lose what is over one instruction a cycle', () => {
  const per100 = [90, 80, 10, 15];
  expect(
    together(per100, [
      [0, 1],
      [2, 3],
    ]),
  ).toBe(125);
  expect(
    together(per100, [
      [0, 2],
      [1, 3],
    ]),
  ).toBe(195);
  expect(
    together(per100, [
      [0, 3],
      [1, 2],
    ]),
  ).toBe(190);
});
