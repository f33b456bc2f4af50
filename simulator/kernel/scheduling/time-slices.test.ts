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
  return { trace, counters: kernel.counters() as { contextSwitches: number; userCycles: number } };
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

describe('time slices', () => {
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
