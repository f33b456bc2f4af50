/**
 * Completely fair scheduling: the samples show every rule, the cases reach the statement's bounds, its table is the kernel's,
 * shares are fair, and messages say what happened. `npx runqueue check` proves the rest.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PolicyClass } from '../../../simulator/engine/native-policies';
import { weightOf } from '../../../simulator/kernel/scheduling/nice-weights';
import { Events } from '../../judging/events';
import { failedRules, runSolution, type SolutionCase, tellings } from '../../solutions.testing';
import { threadCount } from '../workload';
import exercise from './exercise';
import { FAIR_EVENTS } from './fair-events';
import hidden from './hidden';
import samples from './samples';
import type { CompletelyFairParameters } from './simulation';
import { CompletelyFair } from './solution';
import wrong from './wrong';

const cases: readonly SolutionCase<CompletelyFairParameters>[] = [...samples, ...hidden];
const reference = CompletelyFair as unknown as PolicyClass;
const statement = readFileSync(join(import.meta.dirname, 'statement.md'), 'utf8');

const told = tellings(import.meta.dirname, exercise, samples, wrong);

describe('completely fair scheduling', () => {
  it('the samples alone show every rule kept', () => {
    const checks = samples.flatMap(
      ({ parameters, seed }) => runSolution(exercise, reference, parameters, String(seed)).checks,
    );
    expect(failedRules(exercise, checks)).toEqual([]);
  });

  it('reaches every bound that the statement names', () => {
    const [, cores, threads, period] = (
      /1 to (\d+) cores and 1 to ([\d,]+) threads,.* at most ([\d,]+)\./.exec(statement) as RegExpExecArray
    ).map((text) => Number(text.replaceAll(',', '')));
    const greatest = (of: (parameters: CompletelyFairParameters) => number) =>
      Math.max(...cases.map(({ parameters }) => of(parameters)));
    expect(greatest((each) => each.cores)).toBe(cores);
    expect(greatest(threadCount)).toBe(threads);
    expect(greatest((each) => each.periodCycles)).toBe(period);
  });

  it('the table of the statement has the weights of the kernel', () => {
    const row = (name: string) =>
      (new RegExp(`^\\| ${name}\\s*\\|(.*)\\|$`, 'm').exec(statement) as RegExpExecArray)[1]
        .split('|')
        .map(Number);
    expect(row('weight')).toEqual(row('nice').map(weightOf));
  });

  it('[row 77] threads that only compute are never further from their share than a slice, as the statement promises', () => {
    const parameters = {
      ...samples[0].parameters,
      computeBound: 6,
      computeTicks: 400,
      spreadTicks: 0,
      ideal: 1,
    };
    const { trace } = runSolution(exercise, reference, parameters, 'share');
    const events = new Events(trace, FAIR_EVENTS.kinds);
    const weights = [...events.of('nice')].map(({ weight }) => weight);
    const had = weights.map(() => 0);
    const total = weights.reduce((sum, each) => sum + each, 0);
    let longest = 0;
    for (const event of events.of('slice-end', 'exit')) {
      if (event.name === 'exit') break;
      had[event.thread] += event.used;
      longest = Math.max(longest, event.used);
    }
    const all = had.reduce((sum, each) => sum + each, 0);
    expect(all).toBeGreaterThan(20 * parameters.periodCycles);
    weights.forEach((weight, thread) => {
      expect(Math.abs(had[thread] - (all * weight) / total)).toBeLessThanOrEqual(longest);
    });
  });

  it('tells a wrong virtual runtime with what it should be made of', () => {
    expect(told('grows-with-the-weight', 'weights')).toMatchInlineSnapshot(`
      [
        "CF4 at slice-end: Cycle 30179: after sliceEnded(1, 0, 24000) virtualRuntime(1) answered 29929 instead of 19245: it had 0, and 24000 cycles at weight 1277 make 24000 × 1024 / 1277 = 19245, rounded down.",
      ]
    `);
  });

  it('tells where the floor is', () => {
    expect(told('begins-at-zero', 'sleepers')).toMatchInlineSnapshot(`
      [
        "CF2 at ready: Cycle 76028: after enqueue(1, 0) virtualRuntime(1) answered 0 instead of 2424: a new thread begins at the floor, which is 2424. The floor is looked at after each sliceEnded, when that thread's virtual runtime has grown: it rises to the least of that thread, of all that wait and of all that run, and never falls.",
      ]
    `);
  });

  it('tells a wrong slice with the sum of weights', () => {
    expect(told('weight-of-sleepers', 'sleepers')).toMatchInlineSnapshot(`
      [
        "CF5 at slice: Cycle 29790: slice(9) answered 7001 instead of 24000: of a period of 24000 cycles a thread of weight 820 has 24000 × 820 / 820, rounded down, for 820 is the weight of all that wait or run; at least 1000.",
      ]
    `);
  });

  it('tells a wrong pick with who waits', () => {
    expect(told('higher-number-first', 'two-cores')).toMatchInlineSnapshot(`
      [
        "CF7 at dispatch: Cycle 660: pickNext(0) answered thread 6, whose virtual runtime is 0, but thread 0 has 0. Waiting, in order: thread 0 at 0, thread 1 at 0, thread 2 at 0, thread 3 at 0, thread 4 at 0 and 2 more. Of equals the lower number goes first.",
      ]
    `);
  });
});
