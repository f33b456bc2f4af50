/**
 * Multi-level feedback: the reference keeps every rule on every case, and each wrong solution breaks exactly the rules
 * that its first line names. (What depends on metered units is proved by `npx runqueue check`.)
 */
import { describe, expect, it } from 'vitest';
import { describePromises, runSolution, type SolutionCase } from '../../solutions.testing';
import exercise from './exercise';
import hidden from './hidden';
import samples from './samples';
import type { MultiLevelFeedbackParameters } from './simulation';
import { MultiLevelFeedback } from './solution';
import { MultiLevelFeedback as Starter } from './starter';

const cases: readonly SolutionCase<MultiLevelFeedbackParameters>[] = [...samples, ...hidden];
const UNITS_PER_CALL = 10;

describe('multi-level feedback', () => {
  describePromises({
    exercise,
    folder: import.meta.dirname,
    solution: MultiLevelFeedback,
    cases,
    seeds: ['a', 'b', 'c'],
    unitsPerCall: UNITS_PER_CALL,
  });

  it('looks at every rule in one run', () => {
    const { checks } = runSolution(exercise, MultiLevelFeedback, samples[0].parameters, 'a', UNITS_PER_CALL);
    expect(checks.map((check) => check.rule)).toEqual(exercise.rules.map((rule) => rule.id));
  });

  it('a starter that runs nothing passes no rule', () => {
    const checks = cases.flatMap(({ parameters }) =>
      ['a', 'b'].flatMap((seed) => runSolution(exercise, Starter, parameters, seed, UNITS_PER_CALL).checks),
    );
    const shown = new Set(checks.filter((check) => !check.passed).map((check) => check.rule));
    expect([...shown].sort()).toEqual(exercise.rules.map((rule) => rule.id).sort());
  });

  it('says what happened, when, to whom and what to try, at the first event that breaks the rule', async () => {
    const { MultiLevelFeedback: Wrong } = await import('./wrong/never-sinks');
    const { name, parameters } = samples[0];
    const { checks, trace } = runSolution(exercise, Wrong, parameters, `${name}/21`, UNITS_PER_CALL);
    const broken = checks.find((check) => !check.passed);
    expect(broken?.message).toMatchInlineSnapshot(
      `"Cycle 30694: tick(0, 1), tick 1 of a slice of 1 on level 0: a thread that has used its slice sinks by one level (not below 2); after it, level(1) answered 0 instead of 1."`,
    );
    expect(trace.event(broken?.event as number).kind.name).toBe('tick');
  });
});
