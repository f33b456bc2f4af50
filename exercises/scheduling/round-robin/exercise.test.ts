/**
 * Round robin: the samples show every rule, the cases reach the statement's bounds, schedulers without a queue earn
 * nothing, and messages say what happened. `npx runqueue check` proves the rest.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failedRules, runSolution, type SolutionCase, tellings } from '../../solutions.testing';
import { countWaiting } from '../most-waiting.testing';
import { THOUGHTLESS } from '../thoughtless.testing';
import { threadCount } from '../workload';
import exercise from './exercise';
import hidden from './hidden';
import samples from './samples';
import type { RoundRobinParameters } from './simulation';
import { RoundRobin } from './solution';
import wrong from './wrong';

const cases: readonly SolutionCase<RoundRobinParameters>[] = [...samples, ...hidden];
const UNITS_PER_CALL = 10;

const told = tellings(import.meta.dirname, exercise, samples, wrong, UNITS_PER_CALL);

describe('round robin', () => {
  it('the samples alone show every rule kept', () => {
    const checks = samples.flatMap(
      ({ parameters, seed }) =>
        runSolution(exercise, RoundRobin, parameters, String(seed), UNITS_PER_CALL).checks,
    );
    expect(failedRules(exercise, checks)).toEqual([]);
  });

  it('reaches every bound that the statement names, at once where it says so', () => {
    const statement = readFileSync(join(import.meta.dirname, 'statement.md'), 'utf8');
    const [, cores, threads, quantum, alone, calls] = (
      /1 to (\d+) cores and 1 to (\d+) threads.* 1 to (\d+) ticks.* up to ([\d,]+) ticks, and a run may make up to ([\d,]+) calls/.exec(
        statement,
      ) as RegExpExecArray
    ).map((text) => Number(text.replace(',', '')));
    const figures = cases.map(({ parameters }) => {
      const counted = countWaiting(RoundRobin);
      runSolution(exercise, counted.policy, parameters, 'a', UNITS_PER_CALL);
      return { ...parameters, mostWaiting: counted.mostWaiting(), enqueued: counted.enqueued() };
    });
    const greatest = (of: (each: (typeof figures)[number]) => number) => Math.max(...figures.map(of));
    expect(greatest((each) => each.cores)).toBe(cores);
    expect(greatest(threadCount)).toBe(threads);
    expect(greatest((each) => each.mostWaiting)).toBe(threads);
    expect(greatest((each) => each.quantumTicks)).toBe(quantum);
    expect(greatest((each) => each.visitTicks)).toBe(alone);
    // Lengths are drawn from half to one and a half times the mean.
    const longest = greatest(({ quantumTicks, computeBound, computeTicks }) =>
      quantumTicks === 1 ? 1.5 * computeBound * computeTicks : 0,
    );
    expect(calls).toBeGreaterThan(longest);
    expect(calls).toBeLessThan(1.1 * longest);
    expect(greatest((each) => each.enqueued)).toBeGreaterThan(1_024);
  });

  it.each(THOUGHTLESS)('$name earns nothing', ({ policy }) => {
    const checks = cases.flatMap(
      ({ parameters }) => runSolution(exercise, policy, parameters, 'a', UNITS_PER_CALL).checks,
    );
    expect(failedRules(exercise, checks)).toEqual(exercise.rules.map((rule) => rule.id));
  });

  it('tells a loss once, at the call by which the thread came', () => {
    expect(told('forgets-preempted', 'one-core')).toMatchInlineSnapshot(`
      [
        "RR7 at ready: Cycle 25081: enqueue(2, 2) made thread 2 wait (it was preempted), and no pickNext ever answered it again: at cycle 113519 every core idles, nothing can happen any more, and threads 2, 1 never finished. Keep every thread that enqueue is given, whatever the reason, until pickNext answers it.",
      ]
    `);
  });

  it('tells an early preemption with the dispatch that began the quantum', () => {
    expect(told('later-dispatches-a-tick-short', 'one-core')).toMatchInlineSnapshot(`
      [
        "RR5 at tick: Cycle 76925: tick(0, 2), tick 1 of thread 2 since its dispatch at cycle 66417, quantum 2: answered 1, too soon: 1 more of its ticks must answer 0. Every dispatch begins a whole quantum: set the count of this core, and of no other, to 0 in pickNext.",
      ]
    `);
  });

  it('tells an early preemption with who left the core before', () => {
    expect(told('restarts-only-at-preemption', 'devices')).toMatchInlineSnapshot(`
      [
        "RR5 at tick: Cycle 51811: tick(0, 4), tick 2 of thread 4 since its dispatch at cycle 30903, quantum 3: answered 1, too soon: 1 more of its ticks must answer 0. Before that dispatch thread 5 went to wait for its device, without a tick. Every dispatch begins a whole quantum: set the count of this core, and of no other, to 0 in pickNext.",
      ]
    `);
  });

  it('tells a late preemption with who waited', () => {
    expect(told('only-at-the-very-tick', 'two-cores')).toMatchInlineSnapshot(`
      [
        "RR4 at tick: Cycle 91246: tick(0, 5), tick 4 of thread 5 since its dispatch at cycle 49478, quantum 2: answered 0 while thread 2 (since cycle 82408, when it was created) waited. From tick 2 of its thread on, a core's tick answers 1 as soon as another thread waits. Count the ticks of each core by itself.",
      ]
    `);
  });

  it('tells a wrong order with since when each has waited, and why', () => {
    expect(told('woken-to-the-front', 'devices')).toMatchInlineSnapshot(`
      [
        "RR2 at dispatch: Cycle 61971: pickNext(0) answered thread 3 (since cycle 47306, when its device was done), but thread 0 (since cycle 16993, when it was created) has waited longer. Waiting, longest first: threads 0, 2, 1, 3, 4. Put each thread that enqueue is given at the tail, whatever the reason, and answer the one at the head.",
      ]
    `);
  });

  it('tells where a thread is that cannot be picked', () => {
    expect(told('answers-nothing', 'two-cores')).toMatchInlineSnapshot(`
      [
        "RR1 at bad-pick: Cycle 23188: pickNext(0) answered 0, which does not exist yet. Answer a thread that waits and forget it in your queue, or -1 when none waits (to return nothing counts as 0).",
      ]
    `);
  });

  it('tells a preemption for nobody', () => {
    expect(told('preempts-when-alone', 'two-cores')).toMatchInlineSnapshot(`
      [
        "RR6 at tick: Cycle 70146: tick(0, 5), tick 2 of thread 5 since its dispatch at cycle 49478, quantum 2: answered 1 although no thread waited. Let a thread run on when there is nobody to switch to.",
      ]
    `);
  });

  it('tells an idle core with who waited', () => {
    expect(told('highest-core-never-works', 'two-cores')).toMatchInlineSnapshot(`
      [
        "RR3 at idle: Cycle 34423: pickNext(1) answered -1 although thread 3 (since cycle 34423, when its device was done) waited. Answer -1 only when no thread waits.",
      ]
    `);
  });
});
