import { expect, test } from 'vitest';
import { messagesOf } from './question';

test('by hand: the higher priority first, equal ones in order, too little room changes nothing', () => {
  const sent = (priority: number, bytes = 8) => ({ priority, bytes });
  const { received, left } = messagesOf([
    sent(1),
    sent(5, 40),
    sent(1),
    sent(5),
    { room: 20 },
    { room: 40 },
    { room: 9 },
  ]);
  expect(received).toEqual([-1, 1, 3]);
  expect(left).toEqual([0, 2]);
});
