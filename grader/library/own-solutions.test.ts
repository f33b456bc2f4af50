/** A solution of the project as a patch of the reference's own source. That all of them can be read: `npx runqueue check`. */
import { expect, it } from 'vitest';
import { bundlePatched } from './bundle-solution';

it('a patch reaches the file of the simulator that the reference re-exports', async () => {
  const id = 'scheduling/round-robin';
  const text = 'this.ticks[core] >= this.quantumTicks';
  expect(await bundlePatched(id, 'solution.ts', [[text, 'true']])).not.toContain(text);
  await expect(bundlePatched(id, 'solution.ts', [['no such text', '']])).rejects.toThrow('no such text');
});
