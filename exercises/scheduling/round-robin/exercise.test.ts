/**
 * Round robin: the reference keeps every rule on every case, and each wrong solution breaks exactly the rules
 * that its first line names. (What depends on metered units is proved by `npx runqueue check`.)
 */
import { describe, expect, it } from 'vitest';
import { failedRules, runSolution, wrongSolutions } from '../solutions.testing';
import exercise from './exercise';
import hidden from './hidden';
import samples from './samples';
import { RoundRobin } from './solution';
import { RoundRobin as Starter } from './starter';

const cases = [...samples, ...hidden];

describe('round robin', () => {
  for (const each of cases)
    it(`the reference passes ${each.name}`, () => {
      for (const seed of ['a', 'b', 'c'])
        expect(runSolution(exercise, RoundRobin, each, seed).checks.filter((check) => !check.passed)).toEqual(
          [],
        );
    });

  it('looks at every rule', () => {
    const checks = runSolution(exercise, RoundRobin, samples[0], 'a').checks;
    expect(checks.map((check) => check.rule)).toEqual(exercise.rules.map((rule) => rule.id));
  });

  it('a starter that runs nothing passes no rule', () => {
    expect(failedRules(exercise, Starter, cases)).toEqual(exercise.rules.map((rule) => rule.id));
  });

  it.each(wrongSolutions(import.meta.dirname))('$name fails $fails', async ({ path, fails }) => {
    const { RoundRobin: Wrong } = await import(path);
    expect(failedRules(exercise, Wrong, cases)).toEqual(fails);
  });

  it('says what happened, when, to whom and what to try, at the first event that breaks the rule', async () => {
    const { RoundRobin: Wrong } = await import('./wrong/last-in-first-out');
    const { checks, trace } = runSolution(exercise, Wrong, samples[0], '11');
    const broken = checks.find((check) => !check.passed);
    expect(broken?.message).toMatchInlineSnapshot(
      `"Cycle 24830: pickNext(0) answered thread 1, but thread 0 has waited longer (waiting in order: threads 0, 2, 1). Hand out the thread at the head; put every thread that becomes ready at the tail, whatever the reason."`,
    );
    expect(trace.event(broken?.event as number).kind.name).toBe('dispatch');
  });
});
