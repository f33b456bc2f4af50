/**
 * Priorities with ageing: the samples show every rule, the cases reach the statement's bounds, nobody waits longer than the
 * statement promises, and messages say what happened. `npx runqueue check` proves the rest.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PolicyClass } from '../../../simulator/engine/native-policies';
import type { Trace } from '../../../simulator/engine/trace';
import { Events } from '../../judging/events';
import {
  failedRules,
  patchedSolution,
  runSolution,
  type SolutionCase,
  tellings,
} from '../../solutions.testing';
import { countWaiting } from '../most-waiting.testing';
import { THOUGHTLESS } from '../thoughtless.testing';
import { threadCount } from '../workload';
import exercise from './exercise';
import hidden from './hidden';
import { PRIORITY_EVENTS } from './priority-events';
import samples from './samples';
import type { PriorityAgeingParameters } from './simulation';
import { PriorityAgeing } from './solution';
import wrong from './wrong';

const cases: readonly SolutionCase<PriorityAgeingParameters>[] = [...samples, ...hidden];
const reference = PriorityAgeing as unknown as PolicyClass;
const UNITS_PER_CALL = 10;

/** How far the longest wait of a run stays below what the statement promises; negative: beyond it. */
function leastToSpare(trace: Trace, parameters: PriorityAgeingParameters): number {
  const { ageCycles, tickCycles } = parameters;
  const events = new Events(trace, PRIORITY_EVENTS.kinds);
  const own = new Map([...events.of('priority')].map(({ thread, priority }) => [thread, priority]));
  const since = new Map<number, number>();
  let least = Infinity;
  for (const event of events.of('ready', 'dispatch')) {
    if (event.name === 'ready') since.set(event.thread, event.cycle);
    else {
      const bound = (own.get(event.thread) as number) * ageCycles + threadCount(parameters) * tickCycles;
      least = Math.min(least, bound - (event.cycle - (since.get(event.thread) as number)));
    }
  }
  return least;
}

const told = tellings(import.meta.dirname, exercise, samples, wrong, UNITS_PER_CALL);

describe('priorities with ageing', () => {
  it('the samples alone show every rule kept', () => {
    const checks = samples.flatMap(
      ({ parameters, seed }) =>
        runSolution(exercise, reference, parameters, String(seed), UNITS_PER_CALL).checks,
    );
    expect(failedRules(exercise, checks)).toEqual([]);
  });

  it('reaches every bound that the statement names, at once where it says so', () => {
    const statement = readFileSync(join(import.meta.dirname, 'statement.md'), 'utf8');
    const [, cores, threads, priorities, age] = (
      /1 to (\d+) cores, 1 to (\d+) threads and 2 to (\d+) priorities; `ageCycles` is ([\d,]+) to/.exec(
        statement,
      ) as RegExpExecArray
    ).map((text) => Number(text.replace(',', '')));
    const figures = cases.map(({ parameters }) => {
      const counted = countWaiting(PriorityAgeing);
      runSolution(exercise, counted.policy, parameters, 'a', UNITS_PER_CALL);
      return { ...parameters, mostWaiting: counted.mostWaiting() };
    });
    const greatest = (of: (each: (typeof figures)[number]) => number) => Math.max(...figures.map(of));
    expect(greatest((each) => each.cores)).toBe(cores);
    expect(greatest(threadCount)).toBe(threads);
    expect(greatest((each) => each.mostWaiting)).toBe(threads);
    expect(greatest((each) => each.levels)).toBe(priorities);
    expect(greatest((each) => -each.ageCycles)).toBe(-age);
    expect(greatest((each) => each.ageCycles)).toBe(2 ** 30);
  });

  it('[row 68] nobody waits longer than the statement promises; without ageing somebody does', () => {
    const starves = patchedSolution(import.meta.dirname, wrong, 'never-rises', exercise);
    const promised = cases.filter(({ parameters }) => parameters.cores === 1 && parameters.ideal === 1);
    expect(promised.length).toBeGreaterThan(2);
    const spare = (policy: PolicyClass) =>
      promised.map(({ parameters }) =>
        leastToSpare(runSolution(exercise, policy, parameters, 'a').trace, parameters),
      );
    expect(Math.min(...spare(reference))).toBeGreaterThanOrEqual(0);
    expect(Math.min(...spare(starves))).toBeLessThan(0);
  });

  it.each(THOUGHTLESS)('$name earns nothing', ({ policy }) => {
    const checks = cases.flatMap(
      ({ parameters }) => runSolution(exercise, policy, parameters, 'a', UNITS_PER_CALL).checks,
    );
    expect(failedRules(exercise, checks)).toEqual(exercise.rules.map((rule) => rule.id));
  });

  it('tells a wrong level with the wait that makes it', () => {
    expect(told('reports-its-own', 'rising')).toMatchInlineSnapshot(`
      [
        "PA3 at listing: Cycle 38848: level(2) answered 2 instead of 1: thread 2 has priority 2 and waits since cycle 7530, for 31318 cycles. It counts one better for every whole 30000 cycles since its last enqueue, 0 at best.",
      ]
    `);
  });

  it('tells a wrong pick with who waits', () => {
    expect(told('longest-waiting', 'coming-back')[0]).toMatchInlineSnapshot(
      `"PA4 at dispatch: Cycle 47603: pickNext(0) answered thread 5 (priority 2, waiting since cycle 7873, so at 1), but thread 2 (priority 1, waiting since cycle 10431, so at 0) was due: a thread counts one better for every whole 30000 cycles that it has waited, 0 at best. Waiting, in order: thread 2 (priority 1, waiting since cycle 10431, so at 0), thread 5 (priority 2, waiting since cycle 7873, so at 1), thread 3 (priority 2, waiting since cycle 12902, so at 1), thread 1 (priority 1, waiting since cycle 32726, so at 1) and 2 more."`,
    );
  });

  it('tells which core must make room', () => {
    expect(told('takes-any-worse-core', 'two-cores')).toMatchInlineSnapshot(`
      [
        "PA6 at ready: Cycle 27164: enqueue(6, 0) answered 1; thread 6 has priority 0, and core 0: thread 1, priority 1; core 1: thread 0, priority 2. A thread that is created or woken while no core idles takes the core of the thread with the worst priority, if that is worse than its own (of equals the lowest core): answer 2. Priorities are the threads' own, and a core that was taken so is the new thread's from then on.",
      ]
    `);
  });

  it('tells a preemption for nobody', () => {
    expect(told('always-makes-room', 'rising')).toMatchInlineSnapshot(`
      [
        "PA9 at tick: Cycle 18508: tick(0, 1) answered 1: thread 1 runs with priority 0, and thread 3 (priority 1, waiting since cycle 15147, so at 1) is first of those that wait. It makes room for nobody worse: answer 0.",
      ]
    `);
  });
});
