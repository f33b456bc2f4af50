import { expect, test } from 'vitest';
import { countExchange } from './question';

test('by hand: one round with a note; the note alone goes through the stack', () => {
  const exchange = { rounds: 1, requestBytes: 8, replyBytes: 12, notes: 1, noteBytes: 20 };
  expect(countExchange({ ...exchange, hosts: [1, 1, 2] })).toEqual({
    ...{ crossings: 6, copies: 6, copiedBytes: 80, stackLayers: 6 },
  });
});
