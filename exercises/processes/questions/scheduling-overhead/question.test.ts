/** The kernel's overhead is the sum of the stated costs, and the fewest ticks are the fewest. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import question, { measure } from './question';

const numbers = (text: string, pattern: RegExp) => (pattern.exec(text) ?? []).slice(1).map(Number);

describe('the scheduling-overhead question', () => {
  it('adds up the stated costs', () => {
    for (let seed = 0; seed < 30; seed++) {
      const { parts, prompt } = question.generate(new Random(seed));
      const [tickCycles, sliceTicks] = numbers(prompt, /\*\*(\d+)\*\* cycles of useful.*\*\*(\d+)\*\* ticks/);
      const [interrupt] = numbers(prompt, /interrupt of \*\*(\d+)\*\*/);
      const [pick, contextSwitch] = numbers(prompt, /takes \*\*(\d+)\*\* cycles more.*\*\*(\d+)\*\*/);
      const costs = { tickCycles, interrupt, pick, contextSwitch };
      const [cycles, percent, fewest] = parts.flatMap((part) =>
        part.kind === 'number' ? [part.answer] : [],
      );
      expect(cycles).toBe(sliceTicks * interrupt + pick + contextSwitch);
      expect(percent).toBeCloseTo((100 * cycles) / (cycles + sliceTicks * tickCycles), 9);
      const [limit] = numbers(parts[2].label, /at most (\d+) %/);
      expect(100 * measure(costs, fewest).share).toBeLessThanOrEqual(limit);
      expect(100 * measure(costs, fewest - 1).share).toBeGreaterThan(limit);
    }
  });
});
