/**
 * The kernel on native cores against the scheduling machine of before, which knew no contexts and no clock: same
 * traces wherever no two things happen in one cycle.
 */
import { describe, expect, it } from 'vitest';
import { NativePolicies, type PolicyClass } from '../engine/native-policies';
import { Random } from '../engine/random';
import { Trace } from '../engine/trace';
import { Kernel, type SchedulingConfiguration } from './kernel';
import { MultiLevelFeedback } from './scheduling/multi-level-feedback';
import { RoundRobin } from './scheduling/round-robin';
import { ShortestRemainingTime } from './scheduling/shortest-remaining-time';
import { SCHEDULING_EVENTS } from './scheduling-events';
import { SchedulingMachine } from './scheduling-machine';
import { BurstProgram, COMPUTE, READ, YIELD } from './thread-program';

const POLICIES: Readonly<
  Record<
    string,
    {
      make: PolicyClass;
      numbers: (cores: number, threads: number) => number[];
      level?: boolean;
      preempts?: boolean;
    }
  >
> = {
  'round robin': { make: RoundRobin, numbers: (cores, threads) => [cores, threads, 2] },
  'multi-level feedback': {
    make: MultiLevelFeedback,
    numbers: (cores, threads) => [cores, threads, 4, 1, 500_009],
    level: true,
  },
  'shortest remaining time': {
    make: ShortestRemainingTime,
    numbers: (cores, threads) => [cores, threads, 1],
    preempts: true,
  },
};

function configuration(policy: string, cores: number, seed: number): SchedulingConfiguration {
  const random = new Random(`${policy}/${cores}/${seed}`);
  const threads = Array.from({ length: random.between(1, 12) }, () => {
    const operations: number[] = [];
    for (let burst = random.between(1, 8); burst > 0; burst--) {
      operations.push(...COMPUTE(random.between(1_000, 90_000)));
      const end = random.below(3);
      if (end === 0) operations.push(...READ(random.below(2), random.between(500, 70_000)));
      else if (end === 1) operations.push(...YIELD);
    }
    return { arrivalCycle: random.below(150_000), program: new BurstProgram(operations) };
  });
  const { numbers, level, preempts } = POLICIES[policy];
  return {
    cores,
    tickCycles: random.between(7_001, 20_011),
    threads,
    devices: [{ parallel: 1 }, { parallel: 3 }],
    policyNumbers: numbers(cores, threads.length),
    preemptOnReady: preempts ?? false,
    ...(level ? { listingCycles: 40_009 } : {}),
  };
}

function host(policy: string, units: number) {
  const { make, level } = POLICIES[policy];
  const methods = { enqueue: 2, pickNext: 1, tick: 2, ...(level ? { level: 1 } : {}) };
  return new NativePolicies(
    make,
    { className: make.name, methods, programs: {}, services: { now: 0, remainingCycles: 1 } },
    units,
  );
}

function run(Machine: typeof Kernel | typeof SchedulingMachine, policy: string, cores: number, seed: number) {
  const trace = new Trace(SCHEDULING_EVENTS);
  const machine = new Machine(configuration(policy, cores, seed), host(policy, 20), trace);
  machine.run();
  return { trace, counters: machine.counters(), cycle: machine.cycle };
}

/** The first lines at which two traces differ. */
function firstDifference(a: Trace, b: Trace): [string, string] | undefined {
  const [first, second] = [a, b].map((trace) => trace.toString().split('\n'));
  const at = first.findIndex((line, i) => line !== second[i]);
  return at < 0 ? undefined : [first[at], second[at]];
}

describe('the kernel', () => {
  it.each(Object.keys(POLICIES))('%s: as on the scheduling machine, but for ties between cores', (policy) => {
    let same = 0;
    for (const cores of [1, 2, 3, 8])
      for (let seed = 0; seed < 25; seed++) {
        const before = run(SchedulingMachine, policy, cores, seed);
        const now = run(Kernel, policy, cores, seed);
        const difference = firstDifference(before.trace, now.trace);
        if (difference === undefined) {
          same++;
          expect(now.counters).toMatchObject({ ...before.counters });
        } else {
          expect(cores).toBeGreaterThan(1);
          const [cycle, other] = difference.map((line) => line.split(' ', 1)[0]);
          expect(cycle, difference.join(' / ')).toBe(other);
        }
      }
    expect(same).toBeGreaterThan(50);
  });

  it('gives the same run however it is cut', () => {
    for (const policy of Object.keys(POLICIES))
      for (let seed = 0; seed < 10; seed++) {
        const whole = run(Kernel, policy, 3, seed);
        const random = new Random(`cut ${seed}`);
        const trace = new Trace(SCHEDULING_EVENTS);
        const kernel = new Kernel(configuration(policy, 3, seed), host(policy, 20), trace);
        for (let until = 0; !kernel.run(until); ) until += random.between(1, 9_000);
        expect(trace.digest()).toBe(whole.trace.digest());
      }
  });
});
