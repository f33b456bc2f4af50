/**
 * Choosing a time slice: the samples show every rule, and messages say what happened. (`npx runqueue check` proves the
 * rest: right solutions of other designs, wrong ones, budgets.)
 */
import { describe, expect, it } from 'vitest';
import { failedRules, patchedSolution, runSolution, sampleMessages } from '../../solutions.testing';
import exercise from './exercise';
import samples from './samples';
import { TimeSlices } from './solution';
import wrong from './wrong';

describe('choosing a time slice', () => {
  it('the samples alone show every rule kept', () => {
    const checks = samples.flatMap(
      ({ parameters, seed }) => runSolution(exercise, TimeSlices, parameters, String(seed)).checks,
    );
    expect(failedRules(exercise, checks)).toEqual([]);
  });

  it.each([
    ['twice-the-longest', 'computing'],
    ['always-the-longest', 'readers'],
    ['shortest-while-away', 'readers'],
    ['never-forgets', 'changing'],
    ['half-of-the-last-time', 'readers'],
  ])('tells %s in the sample %s what happened, and what to try', (name, sampleName) => {
    const sample = samples.find((each) => each.name === sampleName);
    if (sample === undefined) throw new Error(`no sample ${sampleName}`);
    const solution = patchedSolution(import.meta.dirname, wrong, name, exercise);
    expect(sampleMessages(exercise, sample, solution)).toMatchSnapshot();
  });
});
