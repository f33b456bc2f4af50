import { expect, test } from 'vitest';
import { preCopy } from './question';

test('[row 105] by hand: a quarter of what is sent is written meanwhile', () => {
  expect(preCopy(1000, 400, 100, 20)).toEqual({ rounds: [1000, 250, 62], left: 15 });
  expect(preCopy(20, 400, 100, 20)).toEqual({ rounds: [], left: 20 });
});
