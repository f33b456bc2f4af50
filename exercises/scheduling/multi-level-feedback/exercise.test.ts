/**
 * Multi-level feedback: the reference keeps every rule on every case, and each wrong solution breaks exactly the rules
 * that its first line names. (What depends on metered units is proved by `npx runqueue check`.)
 */
import { describe, expect, it } from 'vitest';
import { failedRules, runSolution, wrongSolutions } from '../solutions.testing';
import exercise from './exercise';
import hidden from './hidden';
import samples from './samples';
import { MultiLevelFeedback } from './solution';
import { MultiLevelFeedback as Starter } from './starter';

const cases = [...samples, ...hidden];

describe('multi-level feedback', () => {
  for (const each of cases)
    it(`the reference passes ${each.name}`, () => {
      for (const seed of ['a', 'b', 'c'])
        expect(
          runSolution(exercise, MultiLevelFeedback, each, seed).checks.filter((check) => !check.passed),
        ).toEqual([]);
    });

  it('looks at every rule', () => {
    const checks = runSolution(exercise, MultiLevelFeedback, samples[0], 'a').checks;
    expect(checks.map((check) => check.rule)).toEqual(exercise.rules.map((rule) => rule.id));
  });

  it('a starter that runs nothing passes no rule', () => {
    expect(failedRules(exercise, Starter, cases)).toEqual(exercise.rules.map((rule) => rule.id));
  });

  it.each(wrongSolutions(import.meta.dirname))('$name fails $fails', async ({ path, fails }) => {
    const { MultiLevelFeedback: Wrong } = await import(path);
    expect(failedRules(exercise, Wrong, cases)).toEqual(fails);
  });

  it('says what happened, when, to whom and what to try, at the first event that breaks the rule', async () => {
    const { MultiLevelFeedback: Wrong } = await import('./wrong/never-sinks');
    const { checks, trace } = runSolution(exercise, Wrong, samples[0], '21');
    const broken = checks.find((check) => !check.passed);
    expect(broken?.message).toMatchInlineSnapshot(
      `"Cycle 30694: tick(0, 1), tick 1 of a slice of 1 on level 0: a thread that has used its slice sinks by one level (not below 2); after it, level(1) answered 0 instead of 1."`,
    );
    expect(trace.event(broken?.event as number).kind.name).toBe('tick');
  });
});
