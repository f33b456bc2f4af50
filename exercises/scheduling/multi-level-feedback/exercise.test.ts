/**
 * Multi-level feedback: the samples show every rule, the cases reach the statement's bounds, schedulers without a queue earn
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
import type { MultiLevelFeedbackParameters } from './simulation';
import { MultiLevelFeedback } from './solution';
import wrong from './wrong';

const cases: readonly SolutionCase<MultiLevelFeedbackParameters>[] = [...samples, ...hidden];
const UNITS_PER_CALL = 10;

const told = tellings(import.meta.dirname, exercise, samples, wrong, UNITS_PER_CALL);

describe('multi-level feedback', () => {
  it('the samples alone show every rule kept', () => {
    const checks = samples.flatMap(
      ({ parameters, seed }) =>
        runSolution(exercise, MultiLevelFeedback, parameters, String(seed), UNITS_PER_CALL).checks,
    );
    expect(failedRules(exercise, checks)).toEqual([]);
  });

  it('reaches every bound that the statement names, at once where it says so', () => {
    const statement = readFileSync(join(import.meta.dirname, 'statement.md'), 'utf8');
    const [, cores, threads, levels, quantum, slice] = (
      /1 to (\d+) cores, 1 to (\d+) threads and 2 to (\d+) levels.* is 1 to (\d+), .* has ([\d,]+) ticks/.exec(
        statement,
      ) as RegExpExecArray
    ).map((text) => Number(text.replace(',', '')));
    const figures = cases.map(({ parameters }) => {
      const counted = countWaiting(MultiLevelFeedback);
      runSolution(exercise, counted.policy, parameters, 'a', UNITS_PER_CALL);
      return { ...parameters, mostWaiting: counted.mostWaiting() };
    });
    const greatest = (of: (each: (typeof figures)[number]) => number) => Math.max(...figures.map(of));
    expect(greatest((each) => each.cores)).toBe(cores);
    expect(greatest(threadCount)).toBe(threads);
    expect(greatest((each) => each.mostWaiting)).toBe(threads);
    expect(greatest((each) => each.levels)).toBe(levels);
    expect(greatest((each) => each.quantumTicks)).toBe(quantum);
    expect(greatest((each) => each.quantumTicks * 2 ** (each.levels - 1))).toBe(slice);
  });

  it.each(THOUGHTLESS)('$name earns nothing', ({ policy }) => {
    const checks = cases.flatMap(
      ({ parameters }) => runSolution(exercise, policy, parameters, 'a', UNITS_PER_CALL).checks,
    );
    expect(failedRules(exercise, checks)).toEqual(exercise.rules.map((rule) => rule.id));
  });

  it('tells a slice that ended too soon with what began it', () => {
    expect(told('slice-not-restarted-at-its-end', 'sinking')).toMatchInlineSnapshot(`
      [
        "ML3 at tick: Cycle 29003: tick(0, 2), tick 1 of a slice of 2 on level 1, which began with the end of the one before at cycle 18563: the slice is not over; a thread that makes room in the middle of it for one on a higher level keeps its level; after it, level(2) answered 2 instead of 1.",
      ]
    `);
  });

  it('tells a slice that ended too late', () => {
    expect(told('never-sinks', 'sinking')).toMatchInlineSnapshot(`
      [
        "ML3 at tick: Cycle 18563: tick(0, 2), tick 1 of a slice of 1 on level 0, which began with the dispatch at cycle 8109: the slice is over, so the thread sinks by one level (not below 2), also when nobody waits; after it, level(2) answered 0 instead of 1.",
      ]
    `);
  });

  it('tells a thread that sank because it made room', () => {
    expect(told('sinks-when-overtaken', 'sinking')).toMatchInlineSnapshot(`
      [
        "ML3 at tick: Cycle 29003: tick(0, 2), tick 1 of a slice of 2 on level 1, which began with the end of the one before at cycle 18563: the slice is not over; a thread that makes room in the middle of it for one on a higher level keeps its level; after it, level(2) answered 2 instead of 1.",
      ]
    `);
  });

  it('tells a boost that left somebody by what that thread does', () => {
    expect(told('boosts-only-waiting', 'boost')).toMatchInlineSnapshot(`
      [
        "ML6 at tick: Cycle 250546: tick(1, 1) is the first pickNext or tick from cycle 250000 on, so a boost takes place in it: thread 4, which is running, is on level 1 after it, not on 0. Before anything else raise every thread: waiting, running and blocked. Boosts are due at each multiple of 250000 cycles, that cycle included.",
      ]
    `);
  });

  it('tells a slice that a boost did not restart by that boost', () => {
    expect(told('boost-restarts-one-slice', 'boost')).toMatchInlineSnapshot(`
      [
        "ML6 at tick: Cycle 258192: tick(0, 4), tick 1 of a slice of 3 on level 0, which began with the boost at cycle 250546: after it, level(4) answered 1 instead of 0. At the boost at cycle 250546, in tick(1, 1), the slice of every running thread begins anew, on every core, and the call itself counts for nobody's slice.",
      ]
    `);
  });

  it('tells a wrong order after a boost by that boost', () => {
    expect(told('boost-turns-the-queues-round', 'boost')).toMatchInlineSnapshot(`
      [
        "ML7 at dispatch: Cycle 527685: pickNext(1) answered thread 4 (since cycle 485784, when it was preempted), level 0, but thread 2 (since cycle 448346, when it was preempted), level 0, was due. Waiting, in order: threads 2 (level 0), 4 (level 0). Both waited at the boost at cycle 506492: there the waiting threads line up at the top by the level that they had (thread 2: 2, thread 4: 2), those of one level as they stood. Whoever becomes ready goes to the end of the queue of its level.",
      ]
    `);
  });

  it('tells a wrong order by levels', () => {
    expect(told('one-queue', 'rising')).toMatchInlineSnapshot(`
      [
        "ML7 at dispatch: Cycle 36129: pickNext(0) answered thread 3 (since cycle 14513, when it was preempted), level 1, but thread 4 (since cycle 15836, when it was created), level 0, was due. Waiting, in order: threads 4 (level 0), 2 (level 0), 3 (level 1), 1 (level 1), 0 (level 1). Take the thread that has waited longest on the highest level that has one. Whoever becomes ready goes to the end of the queue of its level.",
      ]
    `);
  });

  it('tells a missing preemption', () => {
    expect(told('never-overtakes', 'rising')).toMatchInlineSnapshot(`
      [
        "ML8 at tick: Cycle 166446: tick(0, 1), tick 1 of a slice of 4 on level 2, which began with the dispatch at cycle 155658: answered 0 while threads 4 (level 0), 2 (level 2), 3 (level 2) waited and thread 1 is on level 2. Answer 1 at every tick at which a thread waits on a higher level, also in the middle of a slice; what counts is the level after sinking.",
      ]
    `);
  });

  it('tells a preemption for nobody', () => {
    expect(told('preempts-for-anyone', 'rising')).toMatchInlineSnapshot(`
      [
        "ML9 at tick: Cycle 176984: tick(0, 4), tick 1 of a slice of 1 on level 0, which began with the dispatch at cycle 166446: answered 1 while threads 2 (level 2), 3 (level 2), 1 (level 2) waited and thread 4 is on level 1. A thread makes room for one on a higher level, and at the end of its slice for one on the same level, but for nobody else: answer 0.",
      ]
    `);
  });

  it('tells a wrong level after a device', () => {
    expect(told('jumps-to-the-top', 'rising')).toMatchInlineSnapshot(`
      [
        "ML5 at ready: Cycle 274939: enqueue(1, 1): a thread that comes back from its device rises by one level, from 2; after it, level(1) answered 0 instead of 1.",
      ]
    `);
  });

  it('tells a loss once', () => {
    expect(told('forgets-woken', 'rising')).toMatchInlineSnapshot(`
      [
        "ML10 at ready: Cycle 136024: enqueue(0, 1) made thread 0 wait (its device was done), and no pickNext ever answered it again: at cycle 359978 every core idles, nothing can happen any more, and threads 0, 4, 1 never finished. Keep every thread that enqueue is given, whatever the reason, until pickNext answers it.",
      ]
    `);
  });
});
