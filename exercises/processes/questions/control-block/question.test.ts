/** PC and SP are written to a PCB exactly when its process leaves the core. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import question from './question';

describe('the control-block question', () => {
  it('writes PC and SP back with a change of state from running, and never else', () => {
    let left = 0;
    for (let seed = 0; seed < 60; seed++) {
      const { worked } = question.generate(new Random(seed));
      let before: readonly string[] = ['', '', 'running', 'ready'];
      for (const row of worked?.[0].rows ?? []) {
        for (const [process, column] of [2, 3].entries()) {
          const name = 'AB'[process];
          const leaves = before[column].startsWith('running') && !row[column].startsWith('running');
          if (leaves) left++;
          expect(row[1].includes(`PC of ${name}`)).toBe(leaves);
          expect(row[1].includes(`SP of ${name}`)).toBe(leaves);
        }
        before = row;
      }
    }
    expect(left).toBeGreaterThan(60);
  });
});
