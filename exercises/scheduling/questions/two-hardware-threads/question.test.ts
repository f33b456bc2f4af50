import { expect, test } from 'vitest';
import { finish } from './question';

test('[row 80] by hand: waits that are hidden, and computing that does not pause', () => {
  expect(finish(1, 10, 90)).toBe(400);
  // The second thread follows ten cycles behind the first.
  expect(finish(2, 10, 90)).toBe(410);
  // Eight times 50 cycles of computing, then the last wait.
  expect(finish(2, 50, 20)).toBe(420);
});
