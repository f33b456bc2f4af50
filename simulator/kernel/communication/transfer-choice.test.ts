import { expect, it } from 'vitest';
import { NativePolicies } from '../../engine/native-policies';
import { breakEvenUses, copyCycles, mapCycles, TransferChoice } from './transfer-choice';
import { TRANSFER, TRANSFER_CHOICE_SHAPE } from './transfer-choice-interface';
import { measuredCosts, transferCycles } from './transfer-trial';

const costs = measuredCosts();
const policy = new NativePolicies(TransferChoice, TRANSFER_CHOICE_SHAPE).create(
  {},
  ...[costs.exchange, costs.copiedWord, costs.segment, costs.page, costs.turn],
);

it('[row 113] copy or map: what is chosen costs at most 5 % more on the machine than the better of both', () => {
  const chosen = new Set<number>();
  for (const bytes of [4, 1_000, 4_096, 12_000])
    for (const uses of [1, 6]) {
      const how = policy.methods.choose(bytes, uses);
      chosen.add(how);
      const [copied, mapped] = [TRANSFER.copy, TRANSFER.map].map((each) => transferCycles(each, bytes, uses));
      const cost = how === TRANSFER.copy ? copied : mapped;
      expect(cost, `${bytes} bytes, ${uses} times`).toBeLessThanOrEqual(1.05 * Math.min(copied, mapped));
    }
  expect(chosen.size).toBe(2);
});

it('[row 113] setup is expensive and pays off: one use more than break-even is cheaper mapped, one less copied', () => {
  for (const bytes of [64, 1_024, 4_096]) {
    const uses = breakEvenUses(costs, bytes);
    expect(transferCycles(TRANSFER.map, bytes, uses)).toBeLessThan(
      transferCycles(TRANSFER.copy, bytes, uses),
    );
    expect(transferCycles(TRANSFER.map, bytes, uses - 1)).toBeGreaterThanOrEqual(
      transferCycles(TRANSFER.copy, bytes, uses - 1),
    );
  }
});

it('[row 113] the sums are what the machine takes, whatever its costs are', () => {
  for (const other of [{ trapEntry: 1_500 }, { cacheHit: 6 }, { busInvalidate: 6_000 }]) {
    const measured = measuredCosts(other);
    for (const [bytes, uses] of [
      [8, 3],
      [1_001, 2],
      [8_192, 1],
    ]) {
      expect(transferCycles(TRANSFER.copy, bytes, uses, other)).toBe(copyCycles(measured, bytes, uses));
      expect(transferCycles(TRANSFER.map, bytes, uses, other)).toBe(mapCycles(measured, bytes, uses));
    }
  }
});
