/** Of the question of the common case: the mean is that of operations one by one, and the break-even is one. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import question, { leastUsefulShare, meanCost } from './question';

describe('the question of the common case', () => {
  it('agrees with chance: the mean of many operations comes near to it', () => {
    const random = new Random('common case');
    for (const [share, fast, slow] of [
      [90, 20, 500],
      [60, 5, 25],
      [98, 1, 50],
    ] as const) {
      let total = 0;
      for (let i = 0; i < 100_000; i++) total += fast + (random.chance(share, 100) ? 0 : slow);
      expect(Math.abs(total / 100_000 / meanCost(share, fast, slow) - 1)).toBeLessThan(0.02);
    }
  });

  it('finds the least share that pays: one percent less does not', () => {
    expect(leastUsefulShare(10, 50)).toBe(21);
    expect(leastUsefulShare(20, 500)).toBe(5);
    for (const [fast, slow] of [
      [1, 3],
      [4, 160],
      [30, 600],
    ] as const) {
      const share = leastUsefulShare(fast, slow);
      expect(meanCost(share, fast, slow)).toBeLessThan(slow);
      expect(meanCost(share - 1, fast, slow)).toBeGreaterThanOrEqual(slow);
    }
  });

  it('has many answers to the least share that pays', () => {
    const shares = Array.from({ length: 200 }, (_, seed) => question.generate(new Random(seed)).parts[4]);
    expect(new Set(shares.map((part) => part?.kind === 'number' && part.answer)).size).toBeGreaterThanOrEqual(
      20,
    );
  });

  it('asks for figures that are exact in two digits', () => {
    for (let seed = 0; seed < 200; seed++)
      for (const part of question.generate(new Random(seed)).parts) {
        if (part.kind !== 'number' || part.id === 'slow-percent') continue;
        expect(Math.abs(part.answer * 100 - Math.round(part.answer * 100))).toBeLessThan(1e-6);
      }
  });
});
