import { expect, test } from 'vitest';
import { inSegment, throughQueues } from './question';

test('by hand: three processes, two messages', () => {
  const chain = {
    processes: 3,
    messages: 2,
    words: 5,
    builtInPlace: false,
    usedInPlace: true,
    workOnCopies: 1,
  };
  expect(throughQueues(chain)).toEqual({ copies: 8, crossings: 8, last: 4 });
  expect(inSegment(chain)).toEqual({ copies: 6, crossings: 6, last: 4 });
  expect(inSegment({ ...chain, builtInPlace: true, workOnCopies: 0 }).copies).toBe(0);
});
