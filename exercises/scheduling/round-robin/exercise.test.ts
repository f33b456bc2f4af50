/**
 * Round robin: the reference keeps every rule on every case, and each wrong solution breaks exactly the rules
 * that its first line names. (What depends on metered units is proved by `npx runqueue check`.)
 */
import { describe, expect, it } from 'vitest';
import { describePromises, runSolution, type SolutionCase } from '../../solutions.testing';
import exercise from './exercise';
import hidden from './hidden';
import samples from './samples';
import type { RoundRobinParameters } from './simulation';
import { RoundRobin } from './solution';
import { RoundRobin as Starter } from './starter';

const cases: readonly SolutionCase<RoundRobinParameters>[] = [...samples, ...hidden];
const UNITS_PER_CALL = 10;

describe('round robin', () => {
  describePromises({
    exercise,
    folder: import.meta.dirname,
    solution: RoundRobin,
    cases,
    seeds: ['a', 'b', 'c'],
    unitsPerCall: UNITS_PER_CALL,
  });

  it('looks at every rule in one run', () => {
    const { checks } = runSolution(exercise, RoundRobin, samples[0].parameters, 'a', UNITS_PER_CALL);
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
    const { RoundRobin: Wrong } = await import('./wrong/last-in-first-out');
    const { name, parameters } = samples[0];
    const { checks, trace } = runSolution(exercise, Wrong, parameters, `${name}/11`, UNITS_PER_CALL);
    const broken = checks.find((check) => !check.passed);
    expect(broken?.message).toMatchInlineSnapshot(
      `"Cycle 24830: pickNext(0) answered thread 1, but thread 0 has waited longer (waiting in order: threads 0, 2, 1). Hand out the thread at the head; put every thread that becomes ready at the tail, whatever the reason."`,
    );
    expect(trace.event(broken?.event as number).kind.name).toBe('dispatch');
  });
});
