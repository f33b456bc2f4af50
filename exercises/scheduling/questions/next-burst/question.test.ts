/** The estimates are means of the last bursts, and the two ways of estimating let another process go first. */
import { expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import question, { estimates } from './question';

it('estimates by hand and by the kernel are the same', () => {
  expect(estimates([10, 20, 33, 40], 3, 7)).toEqual([7, 10, 15, 21, 31]);
  expect(estimates([10, 20, 33, 40], 1, 7)).toEqual([7, 10, 20, 33, 40]);
});

it('each way of estimating lets another process go first', () => {
  for (let seed = 0; seed < 100; seed++) {
    const { parts } = question.generate(new Random(seed));
    const [byLast, byWindow] = parts.flatMap((part) => (part.kind === 'choice' ? part.answer : []));
    expect(byLast).not.toBe(byWindow);
  }
});
