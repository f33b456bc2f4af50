/** What the course's rows on the O(1) scheduler promise: its bitmap, its bonus, and its two arrays. */
import { describe, expect, it } from 'vitest';
import { NativePolicies, type PolicyClass } from '../../engine/native-policies';
import { Random } from '../../engine/random';
import { Trace } from '../../engine/trace';
import { Kernel } from '../kernel';
import { BurstProgram, COMPUTE, READ } from '../threads/thread-program';
import { LinuxO1 } from './linux-o1';
import { PRIORITIES, priorityOfNice, sliceOfNice } from './linux-o1-numbers';
import { BITMAP_WORDS, PriorityArray } from './priority-array';
import { NO_SCHEDULING_COSTS } from './scheduling-costs';
import { SCHEDULING_EVENTS } from './scheduling-events';
import { READY_REASON, SLICE_END } from './scheduling-policy';

const MS = 100;
/** The most sleep that counts. */
const SLEEP = 1_000;

function policyOf(priorities: readonly number[], clock = { now: 0 }): LinuxO1 {
  const services = { now: () => clock.now, priority: (thread: number) => priorities[thread] };
  return new LinuxO1(services, 1, priorities.length, MS, SLEEP);
}

describe('a priority array', () => {
  it('[row 73] gives who waits in order of priority, then of coming, whatever was added and taken before', () => {
    const random = new Random('array');
    const array = new PriorityArray(new Int32Array(300));
    const waiting: { thread: number; priority: number }[] = [];
    const free = Array.from({ length: 300 }, (_, thread) => thread);
    for (let step = 0; step < 3_000; step++) {
      if (free.length > 0 && random.below(2) === 0) {
        const thread = free.pop() as number;
        const priority = random.below(PRIORITIES);
        const inFront = random.below(4) === 0;
        if (inFront) array.addInFront(thread, priority);
        else array.add(thread, priority);
        const at = waiting.findIndex((each) =>
          inFront ? each.priority >= priority : each.priority > priority,
        );
        waiting.splice(at < 0 ? waiting.length : at, 0, { thread, priority });
      } else {
        const due = waiting.shift();
        expect(array.takeFirst()).toBe(due?.thread ?? -1);
        if (due !== undefined) free.push(due.thread);
      }
      expect(array.length).toBe(waiting.length);
      expect(array.best()).toBe(waiting[0]?.priority ?? PRIORITIES);
    }
  });

  it('[row 73] looks at five words at most, however many wait', () => {
    expect(BITMAP_WORDS).toBe(5);
    for (const threads of [1, 10_000]) {
      const array = new PriorityArray(new Int32Array(threads));
      for (let thread = 0; thread < threads; thread++) array.add(thread, 139);
      let looks = 0;
      const bitmap = new Proxy(array.bitmap, {
        get(words, index) {
          looks++;
          return Reflect.get(words, index);
        },
      });
      Object.assign(array, { bitmap });
      expect(array.best()).toBe(139);
      expect(looks).toBe(BITMAP_WORDS);
    }
  });
});

describe('the O(1) scheduler', () => {
  it('[row 75] the bonus goes from -5 without sleep to 5 with much, a step at a time, within 100 to 139', () => {
    const levelAfter = (priority: number, sleep: number, run: number) => {
      const clock = { now: 0 };
      const policy = policyOf([priority], clock);
      policy.enqueue(0, READY_REASON.created);
      policy.pickNext(0);
      clock.now = run;
      policy.sliceEnded(0, SLICE_END.blocked, run);
      clock.now = run + sleep;
      policy.enqueue(0, READY_REASON.woken);
      return policy.level(0);
    };
    // Half of the credit to begin with; all of it is run off, then sleep is added.
    const sleeps = Array.from({ length: 12 }, (_, step) => (step * SLEEP) / 10);
    expect(sleeps.map((sleep) => levelAfter(120, sleep, SLEEP))).toEqual([
      125, 124, 123, 122, 121, 120, 119, 118, 117, 116, 115, 115,
    ]);
    expect(levelAfter(120, 10_000 * SLEEP, 1)).toBe(115);
    expect([levelAfter(100, SLEEP, 1), levelAfter(103, SLEEP, 1)]).toEqual([100, 100]);
    expect([levelAfter(139, 0, SLEEP), levelAfter(136, 0, SLEEP)]).toEqual([139, 139]);
    for (const realTime of [0, 50, 99])
      expect([levelAfter(realTime, 0, SLEEP), levelAfter(realTime, SLEEP, 1)]).toEqual([realTime, realTime]);
  });

  it('[row 76] a thread is active until its slice is used up, however often it is displaced', () => {
    const policy = policyOf([120, 110]);
    const slice = sliceOfNice(0) * MS;
    policy.enqueue(0, READY_REASON.created);
    expect(policy.pickNext(0)).toBe(0);
    expect(policy.enqueue(1, READY_REASON.created)).toBe(1);
    policy.sliceEnded(0, SLICE_END.displaced, 10);
    policy.enqueue(0, READY_REASON.preempted);
    expect([policy.active.length, policy.expired.length, policy.isExpired(0)]).toEqual([2, 0, 0]);
    expect(policy.pickNext(0)).toBe(1);
    policy.sliceEnded(1, SLICE_END.finished, 1);
    expect(policy.pickNext(0)).toBe(0);
    expect(policy.slice(0)).toBe(slice - 10);
    policy.sliceEnded(0, SLICE_END.ranOut, slice - 10);
    policy.enqueue(0, READY_REASON.preempted);
    expect([policy.active.length, policy.expired.length, policy.isExpired(0)]).toEqual([0, 1, 1]);
    expect(policy.slice(0)).toBe(slice);
  });

  it('[row 76] when nobody is active, the arrays change their names: the same two objects, and no thread is moved', () => {
    const priorities = Array.from({ length: 50 }, (_, i) => 100 + (i % 40));
    const policy = policyOf(priorities);
    for (const [thread] of priorities.entries()) policy.enqueue(thread, READY_REASON.created);
    const round = () =>
      priorities.map(() => {
        const thread = policy.pickNext(0);
        policy.sliceEnded(thread, SLICE_END.ranOut, policy.slice(thread));
        policy.enqueue(thread, READY_REASON.preempted);
        return thread;
      });
    const first = round();
    expect([policy.active.length, policy.expired.length]).toEqual([0, 50]);
    const { active, expired } = policy;
    const calls: string[] = [];
    for (const array of [active, expired])
      for (const name of ['add', 'addInFront', 'takeFirst'] as const) {
        const own = array[name].bind(array) as (...numbers: number[]) => never;
        Object.assign(array, {
          [name]: (...numbers: number[]) => {
            calls.push(name);
            return own(...numbers);
          },
        });
      }
    const next = policy.pickNext(0);
    expect(policy.active).toBe(expired);
    expect(policy.expired).toBe(active);
    expect(calls).toEqual(['takeFirst']);
    // Who never sleeps has no credit left after the first slices, and from then on the order is the same.
    expect(new Set(first).size).toBe(50);
    expect(policy.active.length).toBe(49);
    expect(policy.level(next)).toBe(Math.min(...priorities.map((_, thread) => policy.level(thread))));
  });

  it('[row 76] every thread gets one slice a round, however many there are and whatever its priority', () => {
    const nices = [-10, 0, 5, 19, 0];
    const runs = computeRun(nices.map(priorityOfNice), 3_000 * MS);
    const slices = nices.map((nice, thread) => (runs.get(thread) ?? 0) / (sliceOfNice(nice) * MS));
    expect(Math.min(...slices)).toBeGreaterThan(2);
    expect(Math.max(...slices) - Math.min(...slices)).toBeLessThanOrEqual(1);
  });

  it('every thread finishes, with devices, on several cores', () => {
    const random = new Random('o1');
    const trace = new Trace(SCHEDULING_EVENTS.kinds);
    const priorities = Array.from({ length: 40 }, () => random.between(90, 139));
    const kernel = kernelOf(
      priorities,
      3,
      priorities.map(() =>
        Array.from({ length: 6 }, () => [
          ...COMPUTE(random.between(1, 60 * MS)),
          ...READ(0, random.between(1, 80 * MS)),
        ]).flat(),
      ),
      trace,
    );
    expect(kernel.run()).toBe(true);
    const lines = trace.toString();
    expect(lines).toContain(' end exited=40');
    expect(lines).not.toContain('bad-');
  });
});

function kernelOf(
  priorities: readonly number[],
  cores: number,
  programs: readonly (readonly number[])[],
  trace: Trace,
): Kernel {
  return new Kernel(
    {
      ...{ cores, tickCycles: MS, costs: NO_SCHEDULING_COSTS, preemptOnReady: true },
      threads: programs.map((operations) => ({ arrivalCycle: 0, program: new BurstProgram(operations) })),
      devices: [{ parallel: priorities.length }],
      policyNumbers: [cores, priorities.length, MS, SLEEP * MS],
      policyServices: { priority: (thread) => priorities[thread] },
    },
    new NativePolicies(LinuxO1 as unknown as PolicyClass, {
      className: 'LinuxO1',
      methods: { enqueue: 2, pickNext: 1, tick: 2, slice: 1, sliceEnded: 3, level: 1 },
      programs: {},
      services: { now: 0, priority: 1 },
    }),
    trace,
  );
}

/** Threads that only compute, on one core, until `cycle`. @returns cycles that each had in slices that are over. */
function computeRun(priorities: readonly number[], cycle: number): ReadonlyMap<number, number> {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  kernelOf(
    priorities,
    1,
    priorities.map(() => COMPUTE(10 * cycle)),
    trace,
  ).run(cycle);
  const had = new Map<number, number>();
  for (let index = 0; index < trace.length; index++)
    if (trace.kindAt(index) === SCHEDULING_EVENTS.index['slice-end']) {
      const thread = trace.valueAt(index, 1);
      had.set(thread, (had.get(thread) ?? 0) + trace.valueAt(index, 3));
    }
  return had;
}
