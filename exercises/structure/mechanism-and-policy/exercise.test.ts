/**
 * Mechanism and policy: the samples show every rule, and messages say what happened. (`npx runqueue
 * check` proves the rest: right solutions of other designs, wrong ones, budgets.)
 */
import { describe, expect, it } from 'vitest';
import { failedRules, patchedSolution, runSolution, sampleMessages } from '../../solutions.testing';
import exercise from './exercise';
import samples from './samples';
import { ReadyQueue } from './solution';
import wrong from './wrong';

describe('mechanism and policy', () => {
  it('the samples alone show every rule kept', () => {
    const checks = samples.flatMap(
      ({ parameters, seed }) => runSolution(exercise, ReadyQueue, parameters, String(seed)).checks,
    );
    expect(failedRules(exercise, checks)).toEqual([]);
  });

  it.each([
    ['by-number', 'first-come'],
    ['last-of-equals', 'priority'],
    ['higher-number-first', 'priority'],
    ['kernel-is-priority', 'kernel'],
    ['equals-preempt', 'priority'],
    ['forgets-preempted', 'priority'],
  ])('tells %s in the sample %s what happened, and what to try', (name, sampleName) => {
    const sample = samples.find((each) => each.name === sampleName);
    if (sample === undefined) throw new Error(`no sample ${sampleName}`);
    const solution = patchedSolution(import.meta.dirname, wrong, name, exercise);
    expect(sampleMessages(exercise, sample, solution)).toMatchSnapshot();
  });
});
