/** What inheriting a priority promises: how long the highest waits, and that a boost ends where the lock does. */
import { describe, expect, it } from 'vitest';
import { NativePolicies, type PolicyClass } from '../../engine/native-policies';
import type { PolicyShape } from '../../engine/policy';
import { Random } from '../../engine/random';
import { Trace } from '../../engine/trace';
import { OPERATION } from '../../programs/operations';
import { Kernel } from '../kernel';
import { HighestPriority } from '../scheduling/highest-priority';
import { NO_SCHEDULING_COSTS } from '../scheduling/scheduling-costs';
import { SCHEDULING_SHAPE } from '../scheduling/scheduling-policy';
import { BurstProgram, COMPUTE } from '../threads/thread-program';
import { INHERITANCE_SHAPE } from './inheritance';
import { PriorityLocks } from './inheriting-locks';
import { KernelLocks, LOCK_CALL } from './kernel-locks';
import { LOCK_EVENTS } from './lock-events';

const LOCK = (lock = 0, patience = 0) => [OPERATION.systemCall, LOCK_CALL.lock, lock, patience];
const UNLOCK = (lock = 0) => [OPERATION.systemCall, LOCK_CALL.unlock, lock, 0];

interface Job {
  readonly priority: number;
  readonly arrival: number;
  readonly operations: readonly (readonly number[])[];
}

/** The same locks, of which nobody inherits anything. */
class LocksAlone extends PriorityLocks {
  constructor(services: ConstructorParameters<typeof PriorityLocks>[0], threads: number, locks: number) {
    super({ own: (thread) => services.own(thread), setPriority: () => 0 }, threads, locks);
  }
}

/** On one core, where only computing takes time. */
function run(jobs: readonly Job[], inherits: boolean) {
  const trace = new Trace(LOCK_EVENTS.kinds);
  const policies = (policy: unknown, shape: PolicyShape) => new NativePolicies(policy as PolicyClass, shape);
  let locks: KernelLocks | undefined;
  const kernel = new Kernel(
    {
      ...{ cores: 1, tickCycles: 1_000_000, costs: NO_SCHEDULING_COSTS, preemptOnReady: true },
      ...{ devices: [], policyNumbers: [1] },
      threads: jobs.map(({ arrival, operations }) => ({
        arrivalCycle: arrival,
        program: new BurstProgram(operations.flat()),
      })),
      policyServices: { priority: (thread) => locks?.priority(thread) ?? 0 },
    },
    policies(HighestPriority, { ...SCHEDULING_SHAPE, services: { now: 0, priority: 1 } }),
    trace,
  );
  const own = jobs.map(({ priority }) => priority);
  const options = { own, levels: 10, locks: 4, unitCycles: 0 };
  locks = new KernelLocks(
    kernel,
    policies(inherits ? PriorityLocks : LocksAlone, INHERITANCE_SHAPE),
    trace,
    options,
  );
  kernel.services = locks;
  /** What each thread counts as, every 10 cycles. */
  const levels: number[][] = [];
  for (let cycle = 0; !kernel.run(cycle); cycle += 10)
    levels.push(jobs.map((_, thread) => (locks as KernelLocks).priority(thread)));
  const events = Array.from({ length: trace.length }, (_, index) => {
    const { kind, values } = trace.event(index);
    const field = (name: string) => values[kind.fields.indexOf(name)];
    return { cycle: trace.cycleAt(index), name: kind.name, thread: field('thread') };
  });
  return { events, levels };
}

/** Spans from when the thread blocked to when it ran again. */
function waitsOf(events: ReturnType<typeof run>['events'], thread: number): number[] {
  const waits: number[] = [];
  let since = -1;
  for (const event of events) {
    if (event.thread !== thread) continue;
    if (event.name === 'block') since = event.cycle;
    else if (event.name === 'dispatch' && since >= 0) {
      waits.push(event.cycle - since);
      since = -1;
    }
  }
  return waits;
}

const INSIDE = 100;
const low = { priority: 9, arrival: 0, operations: [LOCK(), COMPUTE(INSIDE), UNLOCK(), COMPUTE(500)] };
const medium = { priority: 5, arrival: 20, operations: [COMPUTE(3_000)] };
const high = { priority: 1, arrival: 40, operations: [LOCK(), COMPUTE(10), UNLOCK()] };

describe('locks whose owner inherits a priority', () => {
  it('[row 69] without it the high thread waits for the medium one, which has nothing to do with the lock', () => {
    expect(waitsOf(run([low, medium, high], false).events, 2)).toEqual([3_000 - 20 + INSIDE - 20]);
  });

  it('[row 69] with it the high thread waits for no more than the critical section, of which a part is over', () => {
    expect(waitsOf(run([low, medium, high], true).events, 2)).toEqual([INSIDE - 20]);
  });

  it('[row 69] the boost begins with the wait and ends with the unlock: then the medium thread goes first', () => {
    const { events, levels } = run([low, medium, high], true);
    const lows = levels.map(([level]) => level);
    expect(lows.slice(0, 4)).toEqual([9, 9, 9, 9]);
    expect(lows.filter((level) => level === 1)).toHaveLength((INSIDE - 20) / 10);
    expect(lows.slice(lows.lastIndexOf(1) + 1).every((level) => level === 9)).toBe(true);
    const exits = events.filter(({ name }) => name === 'exit').map(({ thread }) => thread);
    expect(exits).toEqual([2, 1, 0]);
  });

  it('[row 69] with one lock the highest thread never waits for longer than one critical section', () => {
    const random = new Random('inheritance');
    let withoutIt = 0;
    for (let round = 0; round < 40; round++) {
      const jobs = Array.from({ length: 8 }, (_, priority) => ({
        priority,
        arrival: random.below(600),
        operations: Array.from({ length: 3 }, () => [
          COMPUTE(random.between(1, 200)),
          ...(random.below(3) > 0 ? [LOCK(), COMPUTE(random.between(1, INSIDE)), UNLOCK()] : []),
        ]).flat(),
      }));
      expect(Math.max(0, ...waitsOf(run(jobs, true).events, 0))).toBeLessThanOrEqual(INSIDE);
      withoutIt = Math.max(withoutIt, ...waitsOf(run(jobs, false).events, 0));
    }
    expect(withoutIt).toBeGreaterThan(2 * INSIDE);
  });

  it('[row 69] it is handed on: who waits for a thread that waits counts for the last owner too', () => {
    const first = { priority: 8, arrival: 0, operations: [LOCK(1), COMPUTE(100), UNLOCK(1)] };
    const second = {
      priority: 7,
      arrival: 10,
      operations: [LOCK(2), COMPUTE(5), LOCK(1), COMPUTE(10), UNLOCK(1), UNLOCK(2)],
    };
    const third = { priority: 2, arrival: 30, operations: [LOCK(2), COMPUTE(5), UNLOCK(2)] };
    const { levels } = run([first, second, third, { ...medium, arrival: 35 }], true);
    expect(levels[4].slice(0, 3)).toEqual([2, 2, 2]);
  });

  it('[row 69] who gives up takes the boost back, along the chain', () => {
    const first = { priority: 8, arrival: 0, operations: [LOCK(1), COMPUTE(100), UNLOCK(1)] };
    const second = { priority: 7, arrival: 10, operations: [LOCK(2), LOCK(1), UNLOCK(1), UNLOCK(2)] };
    const third = { priority: 2, arrival: 20, operations: [LOCK(2, 40), COMPUTE(15)] };
    const { events, levels } = run([first, second, third], true);
    expect(levels.slice(3, 6)).toEqual([3, 4, 5].map(() => [2, 2, 2]));
    expect(levels.slice(7, 9)).toEqual([7, 8].map(() => [7, 7, 2]));
    expect(events.filter(({ name }) => name === 'give-up' || name === 'exit')).toMatchObject([
      { name: 'give-up', thread: 2, cycle: 60 },
      ...[2, 1, 0].map((thread) => ({ name: 'exit', thread })),
    ]);
  });

  it('refuses what would wait for ever', () => {
    const set: number[][] = [];
    const locks = new PriorityLocks(
      { own: (thread) => 5 - thread, setPriority: (...told) => set.push(told) },
      3,
      4,
    );
    expect(locks.acquire(0, 1)).toBe(1);
    expect(locks.acquire(1, 2)).toBe(1);
    expect(locks.acquire(0, 1)).toBe(-1);
    expect(locks.acquire(0, 2)).toBe(0);
    expect(locks.acquire(1, 1)).toBe(-1);
    expect(locks.acquire(2, 2)).toBe(0);
    expect(locks.release(1, 2)).toBe(2);
    expect(set).toEqual([
      [1, 3],
      [1, 4],
    ]);
  });
});
