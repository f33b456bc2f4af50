import { expect, test } from 'vitest';
import { fitted } from './question';

test('by hand: 5 MiB and 4 KiB in pages of 2 MiB', () => {
  expect(fitted(5 * 1024 + 4, 2048)).toEqual({ pages: 3, wasteKib: 1020 });
  expect(fitted(4096, 2048)).toEqual({ pages: 2, wasteKib: 0 });
});
