/** What the kernel's trace gives is the published formula, and the shortest slice is the shortest. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import question, { measure } from './question';

describe('the context-switch question', () => {
  it('measures slice / (slice + switch)', () => {
    const { switchCycles, share } = measure({ sliceCycles: 3000, contextSwitch: 100, registerTransfer: 2 });
    expect(switchCycles).toBe(100 + 2 * 32 * 2);
    expect(share).toBe(3000 / (3000 + switchCycles));
  });

  it('asks for the shortest slice that reaches the share', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { parts, prompt } = question.generate(new Random(seed));
      const [direct, , , slice] = parts.flatMap((part) => (part.kind === 'number' ? [part.answer] : []));
      const [misses, missCycles] = (/\*\*(\d+) misses\*\* of \*\*(\d+) cycles/.exec(prompt) ?? [])
        .slice(1)
        .map(Number);
      const wanted = Number(/at least (\d+) %/.exec(parts[3].label)?.[1]) / 100;
      const shareWith = (sliceCycles: number) =>
        measure({ sliceCycles, contextSwitch: direct + misses * missCycles, registerTransfer: 0 }).share;
      expect(shareWith(slice)).toBeGreaterThanOrEqual(wanted);
      expect(shareWith(slice - 1)).toBeLessThan(wanted);
    }
  });
});
