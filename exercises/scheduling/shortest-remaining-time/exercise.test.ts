/**
 * Shortest remaining time first: the samples show every rule, the cases reach the statement's bounds, what the judge takes
 * for the least average turnaround is the least, and messages say what happened. `npx runqueue check` proves the rest.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PolicyClass } from '../../../simulator/engine/native-policies';
import { Random } from '../../../simulator/engine/random';
import { failedRules, runSolution, tellings } from '../../solutions.testing';
import { countWaiting } from '../most-waiting.testing';
import { earliestExits, type Job } from './earliest-exits';
import exercise from './exercise';
import hidden from './hidden';
import samples from './samples';
import { threadCount } from './simulation';
import { ShortestRemaining } from './solution';
import wrong from './wrong';

const reference = ShortestRemaining as unknown as PolicyClass;
const UNITS_PER_CALL = 10;
const told = tellings(import.meta.dirname, exercise, samples, wrong, UNITS_PER_CALL);

/** The sum of all exits in the best of all schedules, tried out unit by unit. */
function leastFinishing(jobs: readonly Job[]): number {
  const known = new Map<string, number>();
  const from = (now: number, left: readonly number[]): number => {
    if (left.every((each) => each === 0)) return 0;
    const key = [now, ...left].join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const ready = left.flatMap((each, job) => (each > 0 && jobs[job].arrival <= now ? [job] : []));
    const sums = ready.map((job) => {
      const exit = left[job] === 1 ? now + 1 : 0;
      return exit + from(now + 1, left.with(job, left[job] - 1));
    });
    const least = ready.length === 0 ? from(now + 1, left) : Math.min(...sums);
    known.set(key, least);
    return least;
  };
  return from(
    0,
    jobs.map(({ cycles }) => cycles),
  );
}

describe('shortest remaining time first', () => {
  it('the samples alone show every rule kept', () => {
    const checks = samples.flatMap(
      ({ parameters, seed }) =>
        runSolution(exercise, reference, parameters, String(seed), UNITS_PER_CALL).checks,
    );
    expect(failedRules(exercise, checks)).toEqual([]);
  });

  it('reaches every bound that the statement names', () => {
    const statement = readFileSync(join(import.meta.dirname, 'statement.md'), 'utf8');
    const [, cores, threads] = (
      /There are 1 to (\d+) cores and 1 to (\d+) threads/.exec(statement) as RegExpExecArray
    ).map(Number);
    const figures = hidden.map(({ parameters }) => {
      const counted = countWaiting(ShortestRemaining);
      runSolution(exercise, counted.policy, parameters, 'a', UNITS_PER_CALL);
      return { ...parameters, mostWaiting: counted.mostWaiting() };
    });
    expect(Math.max(...figures.map((each) => each.cores))).toBe(cores);
    expect(Math.max(...figures.map(threadCount))).toBe(threads);
    expect(Math.max(...figures.map((each) => each.mostWaiting))).toBe(threads);
    // The longest possible computation of all stays below what the statement says.
    expect(Math.max(...figures.map((each) => 10 * each.meanCycles))).toBeLessThan(2 ** 23);
  });

  it('[row 66] what it takes for the least average turnaround is the least of all schedules', () => {
    const random = new Random('turnaround');
    for (let round = 0; round < 20; round++) {
      const jobs = Array.from({ length: 4 }, () => ({
        arrival: random.between(0, 6),
        cycles: random.between(1, 5),
      }));
      expect(earliestExits(jobs).reduce((sum, exit) => sum + exit, 0)).toBe(leastFinishing(jobs));
    }
  });

  it('tells who must make room', () => {
    expect(told('never-takes-a-core', 'one-core')).toMatchInlineSnapshot(`
      [
        "SR4 at claim: Cycle 838: enqueue(5, 0) answered 0. Thread 5 has 726 cycles left; core 0: thread 3, 6830 left. No core idles, and the thread on core 0 has more left: answer 1, so that it makes room at once.",
        "SR9 at exit: Cycle 7668: From arrival to end it takes the 10 threads 8122.1 cycles on average, but 4625.3 are possible. Here it falls behind for the first time: only now 1 of them is over, and it could be so at cycle 1564, if the core always had the thread with the least left.",
      ]
    `);
  });

  it('tells which core must make room', () => {
    expect(told('first-core-that-has-more', 'three-cores')).toMatchInlineSnapshot(`
      [
        "SR5 at claim: Cycle 6210: enqueue(1, 0) answered 1. Thread 1 has 1279 cycles left; core 0: thread 11, 4206 left; core 1: thread 8, 30828 left; core 2: thread 10, 484 left. The core whose thread has the most left makes room, of equals the one with the lowest number: answer 2. A core that was told to make room counts as the new thread's from then on.",
      ]
    `);
  });

  it('tells that what is left becomes less', () => {
    expect(told('remembers-what-was-left', 'one-core')).toMatchInlineSnapshot(`
      [
        "SR6 at claim: Cycle 4008: enqueue(1, 0) answered 1. Thread 1 has 539 cycles left; core 0: thread 7, 392 left. No thread that is on a core has more left (what a thread has left becomes less while it runs): answer 0.",
      ]
    `);
  });

  it('tells a wrong pick with who waits', () => {
    expect(told('picks-by-whole-lengths', 'three-cores')).toMatchInlineSnapshot(`
      [
        "SR2 at dispatch: Cycle 13951: pickNext(1) answered thread 7, which has 8475 cycles left; thread 2 has 5768. Waiting, those with the least left first: 2 (5768), 7 (8475), 12 (27486), 9 (29660), 8 (30828), 3 (31244). Answer the one with the least.",
      ]
    `);
  });
});
