import { expect, test } from 'vitest';
import { outcomes } from './question';

test('by hand: page 1 of both, in turn', () => {
  const references = [0, 1, 0, 1].map((space) => ({ space, page: 1 }));
  expect(outcomes('register only', references).join('')).toBe('mshs');
  expect(outcomes('register and flush', references).join('')).toBe('mmmm');
  expect(outcomes('tags', references).join('')).toBe('mmhh');
});
