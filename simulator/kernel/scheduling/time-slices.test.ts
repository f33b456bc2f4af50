/** What the slices promise: as few switches as the longest ones give, and a bound on the wait of who comes back. */
import { describe, expect, it } from 'vitest';
import { NativePolicies, type PolicyClass } from '../../engine/native-policies';
import { Random } from '../../engine/random';
import { Trace } from '../../engine/trace';
import { Kernel, type ThreadSpecification } from '../kernel';
import { BurstProgram, COMPUTE, READ } from '../threads/thread-program';
import { RoundRobin } from './round-robin';
import { NO_SCHEDULING_COSTS } from './scheduling-costs';
import { SCHEDULING_EVENTS } from './scheduling-events';
import { TimeSlices } from './time-slices';

const SWITCH = 100;
const LONGEST = 20_000;

const thread = (...operations: readonly number[][]): ThreadSpecification => ({
  arrivalCycle: 0,
  program: new BurstProgram(operations.flat()),
});

/** Under the slices, or under one length for all. */
function run(threads: readonly ThreadSpecification[], response: number, length?: number) {
  class Policy extends RoundRobin {
    private readonly slices: TimeSlices;
    constructor(services: { now(): number; alive(): number }) {
      super(services, 1, threads.length, 1);
      this.slices = new TimeSlices(services, SWITCH, response, LONGEST, threads.length);
    }
    slice(of: number): number {
      return length ?? this.slices.slice(of);
    }
    sliceEnded(of: number, how: number): void {
      this.slices.sliceEnded(of, how);
    }
  }
  const methods = { enqueue: 2, pickNext: 1, tick: 2, slice: 1, sliceEnded: 3 };
  const shape = { className: 'Policy', methods, programs: {}, services: { now: 0, alive: 0 } };
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const kernel = new Kernel(
    {
      ...{
        cores: 1,
        tickCycles: LONGEST,
        devices: [{ parallel: threads.length }],
        policyNumbers: [],
        threads,
      },
      policyServices: { alive: () => threads.length },
      costs: { ...NO_SCHEDULING_COSTS, contextSwitch: SWITCH },
    },
    new NativePolicies(Policy as unknown as PolicyClass, shape),
    trace,
  );
  expect(kernel.run()).toBe(true);
  return {
    trace,
    counters: kernel.counters() as { contextSwitches: number; userCycles: number; cycles: number },
  };
}

/** The longest that a thread waited for the core after its device was done. */
function longestWait(trace: Trace): number {
  const since = new Map<number, number>();
  let longest = 0;
  for (let index = 0; index < trace.length; index++) {
    const { kind, values, cycle } = trace.event(index);
    if (kind.name === 'wake') since.set(values[0], cycle);
    if (kind.name !== 'dispatch') continue;
    longest = Math.max(longest, cycle - (since.get(values[1]) ?? cycle));
    since.delete(values[1]);
  }
  return longest;
}

/** Share of the run for which the device served somebody. */
function deviceShare(trace: Trace, cycles: number): number {
  let busy = 0;
  let since = -1;
  for (let index = 0; index < trace.length; index++) {
    const { kind, cycle } = trace.event(index);
    if (kind.name === 'block') since = cycle;
    if (kind.name !== 'wake') continue;
    busy += cycle - since;
  }
  return busy / cycles;
}

const exitOf = (trace: Trace, thread: number) =>
  Array.from({ length: trace.length }, (_, index) => trace.event(index)).find(
    ({ kind, values }) => kind.name === 'exit' && values[kind.fields.indexOf('thread')] === thread,
  )?.cycle ?? Number.NaN;

describe('time slices', () => {
  it('[row 71] two that compute: the longer the slice, the less is lost to switches', () => {
    const both = () => [1, 2].map(() => thread([...COMPUTE(100_000)]));
    const shares = [500, 1_000, 5_000, 20_000].map((length) => {
      const { userCycles, cycles } = run(both(), 0, length).counters;
      return userCycles / cycles;
    });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBeLessThan(0.85);
    expect(shares[3]).toBeGreaterThan(0.99);
  });

  it('[row 71] one that waits beside one that computes: with short slices processor and device are busier', () => {
    const rounds = Array.from({ length: 40 }, () => [...COMPUTE(1_000), ...READ(0, 500)]);
    const mix = () => [thread([...COMPUTE(40_000)]), thread(...rounds)];
    const [short, long] = [1_000, 5_000].map((length) => {
      const { trace, counters } = run(mix(), 0, length);
      const { userCycles, cycles } = counters;
      return { processor: userCycles / cycles, device: deviceShare(trace, cycles), cycles };
    });
    expect(short.device).toBeGreaterThan(1.05 * long.device);
    expect(short.processor).toBeGreaterThan(1.05 * long.processor);
    expect(short.cycles).toBeLessThan(long.cycles);
  });

  it('[row 71] a short thread behind a long one finishes sooner, the shorter the slice, while a slice is well above a switch', () => {
    const threads = () => [thread([...COMPUTE(60_000)]), thread([...COMPUTE(2_000)])];
    const ends = [1_000, 4_000, 8_000, 30_000].map((length) => exitOf(run(threads(), 0, length).trace, 1));
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    expect(ends[0] * 5).toBeLessThan(ends[3]);
    expect(exitOf(run(threads(), 0, SWITCH / 10).trace, 1)).toBeGreaterThan(ends[1]);
  });

  it('[row 17] with threads that only compute, switches are at most ceil(total / slice) + n', () => {
    const random = new Random('computing');
    for (let n = 1; n <= 6; n++) {
      const threads = Array.from({ length: n }, () => thread([...COMPUTE(random.between(1, 200_000))]));
      const { contextSwitches, userCycles } = run(threads, 10_000).counters;
      expect(contextSwitches).toBeLessThanOrEqual(Math.ceil(userCycles / LONGEST) + n);
    }
  });

  it('[row 17] who comes back from a device waits no longer than the response time; no one length does both', () => {
    const mix = () => {
      const random = new Random('mixed');
      const reading = Array.from({ length: 20 }, () => [
        ...COMPUTE(random.between(1, 300)),
        ...READ(0, random.between(1, 9_000)),
      ]);
      const computing = () => thread([...COMPUTE(150_000)]);
      return [computing(), computing(), computing(), thread(...reading), thread(...reading)];
    };
    const response = 6_000;
    const chosen = run(mix(), response);
    const long = run(mix(), response, LONGEST);
    const short = run(mix(), response, response / 4 - SWITCH);
    expect(longestWait(chosen.trace)).toBeLessThanOrEqual(response);
    expect(longestWait(long.trace)).toBeGreaterThan(3 * response);
    expect(longestWait(short.trace)).toBeLessThanOrEqual(response);
    expect(chosen.counters.contextSwitches).toBeLessThan((2 * short.counters.contextSwitches) / 3);
  });
});
