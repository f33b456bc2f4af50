/**
 * The O(1) scheduler: the samples show every rule, the cases reach the statement's bounds, and messages say what happened.
 * `npx runqueue check` proves the rest.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PolicyClass } from '../../../simulator/engine/native-policies';
import { failedRules, runSolution, type SolutionCase, tellings } from '../../solutions.testing';
import { threadCount } from '../workload';
import exercise from './exercise';
import hidden from './hidden';
import samples from './samples';
import type { LinuxO1Parameters } from './simulation';
import { LinuxO1 } from './solution';
import wrong from './wrong';

const cases: readonly SolutionCase<LinuxO1Parameters>[] = [...samples, ...hidden];
const reference = LinuxO1 as unknown as PolicyClass;

const told = tellings(import.meta.dirname, exercise, samples, wrong);

describe('the O(1) scheduler', () => {
  it('the samples alone show every rule kept', () => {
    const checks = samples.flatMap(
      ({ parameters, seed }) => runSolution(exercise, reference, parameters, String(seed)).checks,
    );
    expect(failedRules(exercise, checks)).toEqual([]);
  });

  it('reaches every bound that the statement names', () => {
    const statement = readFileSync(join(import.meta.dirname, 'statement.md'), 'utf8');
    const [, cores, threads] = (
      /1 to (\d+) cores and 1 to (\d+) threads/.exec(statement) as RegExpExecArray
    ).map(Number);
    expect(Math.max(...cases.map(({ parameters }) => parameters.cores))).toBe(cores);
    expect(Math.max(...cases.map(({ parameters }) => threadCount(parameters)))).toBe(threads);
  });

  it('tells a wrong priority with the credit', () => {
    expect(told('no-bonus', 'two-arrays')).toMatchInlineSnapshot(`
      [
        "LO2 at ready: Cycle 70932: enqueue(0, 2); after it, level(0) answered 118 instead of 123: it was given priority 118, and is credited 6000 of at most 100000 cycles of sleep.",
      ]
    `);
  });

  it('tells who must expire', () => {
    expect(told('never-expires', 'two-arrays')).toMatchInlineSnapshot(`
      [
        "LO5 at ready: Cycle 70932: after enqueue(0, 2) isExpired(0) answered 0 instead of 1: thread 0 has priority 123 and has used up its slice. Time-shared threads that used up their slice or gave the core up expire; all others wait in the active array.",
      ]
    `);
  });

  it('tells a wrong slice', () => {
    expect(told('five-milliseconds-a-step', 'two-arrays')).toMatchInlineSnapshot(`
      [
        "LO4 at slice: Cycle 26018: slice(0) answered 11000 instead of 44000: a thread of priority 118 has slices of 44000 cycles, and of this one 0 are used.",
      ]
    `);
  });

  it('tells a wrong order by both arrays', () => {
    expect(told('last-of-the-list', 'two-cores')).toMatchInlineSnapshot(`
      [
        "LO7 at dispatch: Cycle 176446: pickNext(0) answered thread 6, but thread 8, of priority 105, was due. Waiting, in order: active: thread 8 (105), thread 6 (105), thread 15 (106), thread 10 (107), thread 5 (107) and 12 more; expired: nobody. Of equals the one in front of the list: who was displaced goes back to the front, all others to the end.",
      ]
    `);
  });
});
