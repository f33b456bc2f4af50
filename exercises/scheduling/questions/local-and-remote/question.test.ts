import { expect, test } from 'vitest';
import { account } from './question';

test('by hand: three accesses near and two far, from either node', () => {
  expect(account([[3, 2]], [0], 100, 60)).toEqual([{ remote: 2, cycles: 620 }]);
  expect(account([[3, 2]], [2], 100, 60)).toEqual([{ remote: 3, cycles: 680 }]);
});
