import { expect, test } from 'vitest';
import { blockBytes, slabOf } from './question';

test('by hand: 4096 bytes, a header of 64, objects of 100 bytes with 2 of index', () => {
  expect(slabOf(4096, 64, 100)).toEqual({ objects: 39, slackBytes: 54 });
  expect([100, 128, 129].map(blockBytes)).toEqual([128, 128, 256]);
});
