/** The runs agree with the published formulas, and each metric has the slice that theory names. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import question, { measure } from './question';

describe('the timeslice question', () => {
  it('has utilisation n Tp / (n Tp + n ts), and one switch a slice', () => {
    const workload = { processes: 4, burstMs: 40, switchMs: 0.5, readMs: 5 };
    for (const sliceMs of [2, 10, 40]) {
      const { utilisation, responseMs, switches } = measure(workload, sliceMs);
      expect(utilisation).toBeCloseTo((4 * sliceMs) / (4 * sliceMs + 4 * 0.5), 12);
      expect(responseMs).toBeCloseTo(0.5 + 1.5 * (sliceMs + 0.5), 12);
      expect(switches).toBe((4 * 40) / sliceMs);
    }
  });

  it('prefers long slices for work, short ones for response and for the disk', () => {
    for (let seed = 0; seed < 30; seed++) {
      const rows = question.generate(new Random(seed)).worked?.[0].rows ?? [];
      const column = (index: number) => rows.map((row) => Number.parseFloat(row[index]));
      const falls = (values: number[]) => values.every((each, at) => at === 0 || each < values[at - 1]);
      const rises = (values: number[]) => falls(values.toReversed());
      expect([1, 3, 5].every((index) => rises(column(index)))).toBe(true);
      expect([2, 4].every((index) => falls(column(index)))).toBe(true);
    }
  });
});
