/**
 * Priority inheritance: with one lock the highest thread waits for one section at most, the samples show every rule, the
 * cases reach the statement's bounds, and messages say what happened. `npx runqueue check` proves the rest.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PolicyClass } from '../../../simulator/engine/native-policies';
import type { Trace } from '../../../simulator/engine/trace';
import { Events } from '../../judging/events';
import { failedRules, runSolution, type SolutionCase } from '../../solutions.testing';
import type { Services } from './contract';
import exercise from './exercise';
import hidden from './hidden';
import samples from './samples';
import { EVENTS, type InheritanceParameters } from './simulation';
import { PriorityLocks } from './solution';

const cases: readonly SolutionCase<InheritanceParameters>[] = [...samples, ...hidden];
const reference = PriorityLocks as unknown as PolicyClass;
const UNITS_PER_CALL = 10;

/** The longest that the highest thread waited for the lock; 0 where two share the highest priority. */
function longestWait(trace: Trace): number {
  const events = new Events(trace, EVENTS.kinds);
  const own = [...events.of('own')].sort((a, b) => a.priority - b.priority);
  const highest = own.filter(({ priority }) => priority === own[0].priority);
  if (highest.length !== 1) return 0;
  let [longest, since] = [0, 0];
  for (const event of events.of('acquire', 'release')) {
    if (event.name === 'acquire' && event.thread === highest[0].thread) since = event.cycle;
    if (event.name === 'release' && event.next === highest[0].thread)
      longest = Math.max(longest, event.cycle - since);
  }
  return longest;
}

/** The reference with something taken from it. */
const withoutInheritance = class extends PriorityLocks {
  constructor({ own }: Services, threads: number, locks: number) {
    super({ own, setPriority: () => 0 }, threads, locks);
  }
};
const ownAtEveryUnlock = class extends PriorityLocks {
  constructor(
    private readonly kernel: Services,
    threads: number,
    locks: number,
  ) {
    super(kernel, threads, locks);
  }

  override release(thread: number, lock: number): number {
    const next = super.release(thread, lock);
    this.kernel.setPriority(thread, this.kernel.own(thread));
    return next;
  }
};
const waitsInCircles = class extends PriorityLocks {
  override acquire(thread: number, lock: number): number {
    return Math.max(0, super.acquire(thread, lock));
  }
};

function told(policy: unknown, sample: string): readonly string[] {
  const { parameters, seed } = samples.find(({ name }) => name === sample) as (typeof samples)[number];
  const { failures } = runSolution(exercise, policy as PolicyClass, parameters, String(seed), UNITS_PER_CALL);
  return failures.map(({ rule, message }) => `${rule}: ${message}`);
}

describe('priority inheritance', () => {
  it('[row 69] with one lock the highest thread waits for one section at most; without inheritance for longer', () => {
    const single = cases.find(({ name }) => name === 'a-single-lock') as SolutionCase<InheritanceParameters>;
    const parameters = { ...single.parameters, ideal: 1, reading: 0, bystanders: 6, lockers: 5 };
    const longest = (policy: PolicyClass) =>
      Math.max(
        ...['a', 'b', 'c', 'd'].map((seed) =>
          longestWait(runSolution(exercise, policy, parameters, seed).trace),
        ),
      );
    expect(longest(reference)).toBeGreaterThan(0);
    expect(longest(reference)).toBeLessThanOrEqual(parameters.insideCycles);
    expect(longest(withoutInheritance as unknown as PolicyClass)).toBeGreaterThan(
      2 * parameters.insideCycles,
    );
  });

  it('the samples alone show every rule kept', () => {
    const checks = samples.flatMap(
      ({ parameters, seed }) =>
        runSolution(exercise, reference, parameters, String(seed), UNITS_PER_CALL).checks,
    );
    expect(failedRules(exercise, checks)).toEqual([]);
  });

  it('reaches every bound that the statement names', () => {
    const statement = readFileSync(join(import.meta.dirname, 'statement.md'), 'utf8');
    const bounds = /1 to (\d+) cores, 1 to (\d+) threads, 1 to (\d+) locks and 2 to (\d+) priorities/.exec(
      statement,
    );
    const greatest = (of: (each: InheritanceParameters) => number) =>
      Math.max(...cases.map(({ parameters }) => of(parameters)));
    expect(bounds?.slice(1).map(Number)).toEqual([
      greatest(({ cores }) => cores),
      greatest(({ lockers, bystanders }) => lockers + bystanders),
      greatest(({ locks }) => locks),
      greatest(({ levels }) => levels),
    ]);
  });

  it('tells who counts wrong, and why it should count otherwise', () => {
    expect(told(withoutInheritance, 'one-lock')).toMatchInlineSnapshot(`
      [
        "IH6: Cycle 148456: After acquire(4, 0), which answered 0, thread 2 counts as 7 instead of 5: its own priority is 7, and it has lock A (thread 4 at 5 waits). A thread counts as the best of its own priority and of what those count as that wait for a lock which it has.",
      ]
    `);
    expect(told(ownAtEveryUnlock, 'chains')).toMatchInlineSnapshot(`
      [
        "IH9: Cycle 37468: After release(7, 2), which answered 0, thread 7 counts as 5 instead of 1: its own priority is 5, and it has lock E (thread 5 at 1 waits). A thread counts as the best of its own priority and of what those count as that wait for a lock which it has.",
      ]
    `);
  });

  it('tells the circle', () => {
    expect(told(waitsInCircles, 'circles')).toMatchInlineSnapshot(`
      [
        "IH3: Cycle 54781: acquire(5, 0) answered 0: thread 5 would wait for thread 2, which waits for thread 1, which waits for thread 5, and so for itself, for ever. Answer -1.",
      ]
    `);
  });
});
