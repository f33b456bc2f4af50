import { expect, test } from 'vitest';
import { follow } from './question';

test('by hand: three holes, a request that fits two of them', () => {
  const operations = ['+10', '+5', '+20', '+5', '+12', '+5', '-0', '-2', '-4', '+9'];
  const answerOf = (fit: 'first' | 'best' | 'worst') => follow(fit, 57, 0, operations).at(-1);
  expect(answerOf('first')).toMatchObject({ answer: 0, searched: 1 });
  expect(answerOf('best')).toMatchObject({ answer: 0, searched: 3 });
  expect(answerOf('worst')).toMatchObject({ answer: 15, searched: 3 });
});
