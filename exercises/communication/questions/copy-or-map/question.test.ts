import { expect, test } from 'vitest';
import {
  breakEvenUses,
  copyCycles,
  mapCycles,
} from '../../../../simulator/kernel/communication/transfer-choice';
import { TRANSFER } from '../../../../simulator/kernel/communication/transfer-choice-interface';
import { transferCycles } from '../../../../simulator/kernel/communication/transfer-trial';

test('by hand, and the copies as the machine makes them', () => {
  const costs = { exchange: 200, copiedWord: 1, segment: 2000, page: 1000, turn: 10 };
  expect(copyCycles(costs, 400, 3)).toBe(3 * 2 * 200);
  expect(mapCycles(costs, 5000, 3)).toBe(4030);
  expect(breakEvenUses(costs, 400)).toBe(8); // 3000 / 390 = 7.7
  // What the model leaves out of a copy is nothing: each further word costs the same.
  const [one, two, three] = [4, 8, 12].map((bytes) => transferCycles(TRANSFER.copy, bytes, 5));
  expect(three - two).toBe(two - one);
});
