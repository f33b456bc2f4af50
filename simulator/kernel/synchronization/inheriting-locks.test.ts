/** What inheriting a priority promises: how long the highest waits, and that a boost ends where the lock does. */
import { describe, expect, it } from 'vitest';
import { NativePolicies, type PolicyClass } from '../../engine/native-policies';
import { Random } from '../../engine/random';
import { Trace } from '../../engine/trace';
import { OPERATION } from '../../programs/operations';
import { Kernel } from '../kernel';
import { HighestPriority } from '../scheduling/highest-priority';
import { NO_SCHEDULING_COSTS } from '../scheduling/scheduling-costs';
import { SCHEDULING_EVENTS } from '../scheduling/scheduling-events';
import { SCHEDULING_SHAPE } from '../scheduling/scheduling-policy';
import { BurstProgram, COMPUTE } from '../threads/thread-program';
import { InheritingLocks, LOCK_CALL } from './inheriting-locks';

const LOCK = (lock = 0) => [OPERATION.systemCall, LOCK_CALL.lock, lock, 0];
const UNLOCK = (lock = 0) => [OPERATION.systemCall, LOCK_CALL.unlock, lock, 0];

interface Job {
  readonly priority: number;
  readonly arrival: number;
  readonly operations: readonly (readonly number[])[];
}

/** On one core, where only computing takes time. */
function run(jobs: readonly Job[], inherits: boolean) {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  let locks: InheritingLocks | undefined;
  const own = (thread: number) => jobs[thread].priority;
  /** What each thread counts as at each event. */
  const levels: number[][] = [];
  const kernel = new Kernel(
    {
      ...{ cores: 1, tickCycles: 1_000_000, costs: NO_SCHEDULING_COSTS, preemptOnReady: true },
      ...{ devices: [], policyNumbers: [1] },
      threads: jobs.map(({ arrival, operations }) => ({
        arrivalCycle: arrival,
        program: new BurstProgram(operations.flat()),
      })),
      policyServices: { priority: (thread) => locks?.priority(thread) ?? own(thread) },
    },
    new NativePolicies(HighestPriority as unknown as PolicyClass, {
      ...SCHEDULING_SHAPE,
      services: { now: 0, priority: 1 },
    }),
    trace,
  );
  locks = new InheritingLocks(kernel, own, inherits);
  kernel.services = locks;
  for (let cycle = 0; !kernel.run(cycle); cycle += 10)
    levels.push(jobs.map((_, thread) => locks.priority(thread)));
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

  it('refuses what would wait for ever, and an unlock by somebody else', () => {
    const told: number[] = [];
    const kernel = { perform: () => -1, block: () => told.push(-2), wake: () => told.push(-3) };
    const locks = new InheritingLocks(kernel, () => 0);
    const call = (thread: number, number: number, lock: number) => locks.call(0, thread, number, lock, 0);
    expect(call(0, LOCK_CALL.lock, 1)).toBe(0);
    expect(call(1, LOCK_CALL.lock, 2)).toBe(0);
    expect(call(0, LOCK_CALL.lock, 1)).toBe(-1);
    expect(call(1, LOCK_CALL.unlock, 1)).toBe(-1);
    expect(call(0, LOCK_CALL.lock, 2)).toBeUndefined();
    expect(call(1, LOCK_CALL.lock, 1)).toBe(-1);
    expect(call(1, LOCK_CALL.unlock, 2)).toBe(0);
    expect(told).toEqual([-2, -3]);
  });
});
