/** The solutions of the project's own exercises, from files and as patches of the reference's own source. */
import { describe, expect, it } from 'vitest';
import { bundlePatched } from './bundle-solution';
import { exerciseIds } from './exercise-library';
import { ownSolutions } from './own-solutions';

describe('solutions of an exercise', () => {
  it.each(exerciseIds())('%s: every one can be read, and wrong ones name their rules', async (id) => {
    const solutions = await ownSolutions(id);
    expect(solutions.slice(0, 2).map((each) => each.kind)).toEqual(['reference', 'starter']);
    for (const { kind, fails, exceeds, place, source } of solutions) {
      if (kind === 'wrong') expect(fails, place).not.toEqual([]);
      if (kind === 'over-budget') expect(exceeds, place).not.toEqual([]);
      expect(await source(), place).toContain('export');
    }
  });

  it('a patch reaches the file of the simulator that the reference re-exports', async () => {
    const id = 'scheduling/round-robin';
    const text = 'this.ticks[core] >= this.quantumTicks';
    expect(await bundlePatched(id, 'solution.ts', [[text, 'true']])).not.toContain(text);
    await expect(bundlePatched(id, 'solution.ts', [['no such text', '']])).rejects.toThrow('no such text');
  });
});
