/** Isolation: a run ends and is judged, whatever is answered and left in page tables; what `npx runqueue check` cannot know. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../simulator/engine/random';
import { runSolution } from '../../solutions.testing';
import type { Kernel } from './contract';
import exercise from './exercise';
import samples from './samples';
import { Grants } from './solution';

/** Answers anything, and stores anything into page tables, before or instead of what is right. */
function garbage(seed: string) {
  const random = new Random(seed);
  return class extends Grants {
    private readonly given: Kernel;
    constructor(kernel: ConstructorParameters<typeof Grants>[0]) {
      super(kernel);
      this.given = kernel;
    }
    private any(answer: number): number {
      const { given } = this;
      const process = random.between(0, 5);
      const root = given.get(process, 3);
      const table = given.load(root, random.pick([0, 256, 257, 511])) >>> 10;
      const choice = random.below(12);
      if (choice === 0)
        given.store(
          table,
          random.below(1024),
          (random.pick([table, root, random.below(2 ** 22)]) << 10) | random.below(256),
        );
      if (choice === 1) given.store(root, random.below(1024), random.between(-(2 ** 31), 2 ** 31 - 1));
      if (choice === 2) given.freeFrame(random.pick([table, root]));
      if (choice === 3) given.shareFrame(table);
      return random.chance(1, 4)
        ? random.pick([-1, 0, 1, 2, random.between(-(2 ** 31), 2 ** 31 - 1)])
        : answer;
    }
    override grant(...numbers: Parameters<Grants['grant']>): number {
      return this.any(super.grant(...numbers));
    }
    override map(...numbers: Parameters<Grants['map']>): number {
      return this.any(super.map(...numbers));
    }
    override revoke(...numbers: Parameters<Grants['revoke']>): number {
      return this.any(super.revoke(...numbers));
    }
  };
}

describe('isolation', () => {
  it('comes to an end and is judged, whatever is answered and left in memory', () => {
    for (let seed = 0; seed < 4; seed++)
      for (const { parameters } of samples) {
        const { failures, trace } = runSolution(exercise, garbage(String(seed)), parameters, String(seed));
        expect(trace.truncated).toBe(false);
        for (const { event, message } of failures) {
          expect(event).toBeLessThan(trace.length);
          expect(message).toMatch(/^Cycle \d+: \w+\(/);
        }
      }
  });
});
