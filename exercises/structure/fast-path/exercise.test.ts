/**
 * The fast path: the samples show every rule, and messages say what happened. (`npx runqueue check` proves the rest:
 * right solutions of other designs, wrong ones, budgets.)
 */
import { describe, expect, it } from 'vitest';
import { failedRules, runSolution } from '../../solutions.testing';
import exercise from './exercise';
import samples from './samples';
import { FastLock } from './solution';
import { FastLock as Starter } from './starter';

describe('the fast path of a lock', () => {
  it('the samples alone show every rule kept', () => {
    const checks = samples.flatMap(
      ({ parameters, seed }) => runSolution(exercise, FastLock, parameters, String(seed)).checks,
    );
    expect(failedRules(exercise, checks)).toEqual([]);
  });

  it('tells the starter in which interleaving two threads get in', () => {
    const failures = samples
      .slice(0, 1)
      .flatMap(({ parameters, seed }) => runSolution(exercise, Starter, parameters, String(seed)).failures);
    expect(failures.map(({ rule, message }) => `${rule}: ${message}`)).toMatchInlineSnapshot(`
      [
        "FP1: Thread 0 entered while thread 1 was inside. Look and take must be one atomic operation; to have been woken is no more than an invitation to try.
      Schedule 2t-sc:0x2,1x4,0x2 (2 switches): thread 0 reads 0 from lock, thread 1 reads 0 from lock, thread 1 finds 0 in lock by an atomic operation, thread 1 enters, thread 0 finds 1 in lock by an atomic operation, thread 0 enters.",
      ]
    `);
  });
});
