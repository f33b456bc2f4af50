/**
 * The kernel's scheduling: keeps its books, its threads' contexts and its promises whatever the policy does, and runs
 * the same however it is cut.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Digest } from '../engine/digest';
import type { PolicyClass } from '../engine/native-policies';
import { NativePolicies } from '../engine/native-policies';
import type { PolicyShape } from '../engine/policy';
import { Random } from '../engine/random';
import { Trace } from '../engine/trace';
import { compute, NativeProgram, systemCall } from '../programs/operations';
import { Kernel, type SchedulingConfiguration, type ThreadSpecification } from './kernel';
import { FirstComeFirstServed } from './scheduling/first-come-first-served';
import { MultiLevelFeedback } from './scheduling/multi-level-feedback';
import { RoundRobin } from './scheduling/round-robin';
import { NO_SCHEDULING_COSTS, SCHEDULING_COSTS } from './scheduling/scheduling-costs';
import { SCHEDULING_EVENTS } from './scheduling/scheduling-events';
import { ShortestRemainingTime } from './scheduling/shortest-remaining-time';
import { SYSTEM_CALL } from './system-calls';
import { BurstProgram, COMPUTE, READ, YIELD } from './threads/thread-program';

const SHAPE: PolicyShape = {
  className: 'Policy',
  methods: { enqueue: 2, pickNext: 1, tick: 2 },
  programs: {},
  services: { now: 0 },
};

function build(
  policy: PolicyClass,
  configuration: Partial<SchedulingConfiguration> & Pick<SchedulingConfiguration, 'threads'>,
  unitsPerCall = 0,
) {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const cores = configuration.cores ?? 1;
  const kernel = new Kernel(
    {
      cores,
      tickCycles: 1000,
      devices: [{ parallel: 1 }],
      policyNumbers: [cores, configuration.threads.length, 2],
      ...configuration,
    },
    new NativePolicies(policy, SHAPE, unitsPerCall),
    trace,
  );
  return { kernel, trace };
}

const thread = (
  arrivalCycle: number,
  ...operations: readonly (readonly number[])[]
): ThreadSpecification => ({
  arrivalCycle,
  program: new BurstProgram(operations.flat()),
});

function runSliced(policy: PolicyClass, threads: readonly ThreadSpecification[]) {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const methods = { ...SHAPE.methods, slice: 1, sliceEnded: 3 };
  const numbers = [1, threads.length, 1];
  const kernel = new Kernel(
    {
      ...{ cores: 1, tickCycles: 1000, devices: [{ parallel: 1 }], policyNumbers: numbers, threads },
      costs: NO_SCHEDULING_COSTS,
    },
    new NativePolicies(policy, { ...SHAPE, methods }, 0),
    trace,
  );
  expect(kernel.run()).toBe(true);
  return { kernel, trace };
}

const lines = (trace: Trace, ...names: string[]) =>
  trace
    .toString()
    .split('\n')
    .filter((line) => names.length === 0 || names.includes(line.split(' ')[1]));

describe('the kernel', () => {
  it('runs two threads in turns, each event at its cycle', () => {
    const { kernel, trace } = build(RoundRobin, {
      tickCycles: 10,
      costs: NO_SCHEDULING_COSTS,
      threads: [thread(0, COMPUTE(30)), thread(5, COMPUTE(10))],
    });
    expect(kernel.run()).toBe(true);
    expect(lines(trace)).toMatchInlineSnapshot(`
      [
        "0 machine cores=1 threads=2 tickCycles=10 devices=1",
        "0 interrupt core=0 vector=2 number=0 thread=-1",
        "0 create thread=0 core=0",
        "0 ready thread=0 reason=0 core=0",
        "0 dispatch core=0 thread=0",
        "0 switch-start core=0 previous=-1 next=0",
        "0 switch-end core=0 next=0",
        "0 run core=0 thread=0",
        "5 interrupt core=0 vector=2 number=1 thread=0",
        "5 create thread=1 core=0",
        "5 ready thread=1 reason=0 core=0",
        "5 run core=0 thread=0",
        "10 interrupt core=0 vector=0 number=0 thread=0",
        "10 tick core=0 thread=0 answer=0 ticks=1",
        "10 run core=0 thread=0",
        "20 interrupt core=0 vector=0 number=0 thread=0",
        "20 tick core=0 thread=0 answer=1 ticks=2",
        "20 preempt core=0 thread=0",
        "20 ready thread=0 reason=2 core=0",
        "20 dispatch core=0 thread=1",
        "20 switch-start core=0 previous=0 next=1",
        "20 switch-end core=0 next=1",
        "20 run core=0 thread=1",
        "30 trap core=0 thread=1 call=0",
        "30 exit core=0 thread=1",
        "30 dispatch core=0 thread=0",
        "30 switch-start core=0 previous=1 next=0",
        "30 switch-end core=0 next=0",
        "30 run core=0 thread=0",
        "40 trap core=0 thread=0 call=0",
        "40 exit core=0 thread=0",
        "40 idle core=0 waiting=0",
        "40 halt core=0",
        "40 end exited=2",
      ]
    `);
  });

  it('sets the timer as a policy with slices says, and tells it how each slice ended', () => {
    const ended: number[][] = [];
    class Slices extends RoundRobin {
      private seen = 0;
      override tick() {
        return this.seen++ === 0 ? 1 : 0;
      }
      slice(of: number) {
        return of === 0 ? 70 : 0;
      }
      sliceEnded(...told: number[]) {
        ended.push(told);
      }
    }
    const { trace } = runSliced(Slices, [
      thread(0, COMPUTE(100), READ(0, 50), COMPUTE(200), YIELD, COMPUTE(10)),
      thread(0, COMPUTE(20)),
    ]);
    // Thread 1 is given no number of cycles: tickCycles.
    expect(lines(trace, 'slice', 'slice-end', 'bad-slice', 'preempt')).toMatchInlineSnapshot(`
      [
        "0 slice core=0 thread=0 length=70",
        "70 slice-end core=0 thread=0 how=0 used=70",
        "70 preempt core=0 thread=0",
        "70 bad-slice core=0 thread=1 answer=0",
        "90 slice-end core=0 thread=1 how=3 used=20",
        "90 slice core=0 thread=0 length=70",
        "120 slice-end core=0 thread=0 how=1 used=30",
        "170 slice core=0 thread=0 length=70",
        "240 slice-end core=0 thread=0 how=0 used=70",
        "240 slice core=0 thread=0 length=70",
        "310 slice-end core=0 thread=0 how=0 used=70",
        "310 slice core=0 thread=0 length=70",
        "370 slice-end core=0 thread=0 how=2 used=60",
        "370 slice core=0 thread=0 length=70",
        "380 slice-end core=0 thread=0 how=3 used=10",
      ]
    `);
    expect(ended.map((told) => told.join(' '))).toMatchInlineSnapshot(`
      [
        "0 0 70",
        "1 3 20",
        "0 1 30",
        "0 0 70",
        "0 0 70",
        "0 2 60",
        "0 3 10",
      ]
    `);
  });

  it('charges entry, handler, switch and return as the table says', () => {
    const { kernel, trace } = build(FirstComeFirstServed, { threads: [thread(0, COMPUTE(100))] });
    kernel.run();
    expect(lines(trace)).toMatchInlineSnapshot(`
      [
        "0 machine cores=1 threads=1 tickCycles=1000 devices=1",
        "0 interrupt core=0 vector=2 number=0 thread=-1",
        "210 create thread=0 core=0",
        "210 ready thread=0 reason=0 core=0",
        "210 dispatch core=0 thread=0",
        "210 switch-start core=0 previous=-1 next=0",
        "474 switch-end core=0 next=0",
        "514 run core=0 thread=0",
        "614 trap core=0 thread=0 call=0",
        "724 exit core=0 thread=0",
        "724 idle core=0 waiting=0",
        "764 halt core=0",
        "764 end exited=1",
      ]
    `);
  });
});

/** A policy that answers as a list says, right or wrong. */
function scripted(answers: readonly number[]): PolicyClass {
  return class Scripted {
    private at = 0;
    private next(): number {
      return answers.length === 0 ? -1 : answers[this.at++ % answers.length];
    }
    enqueue(): number {
      return this.next();
    }
    pickNext(): number {
      return this.next();
    }
    tick(): number {
      return this.next();
    }
  };
}

const workload = (count: number): ThreadSpecification[] =>
  Array.from({ length: count }, (_, i) =>
    thread(i * 700, COMPUTE(900 + 1300 * i), READ(0, 400 + 300 * i), COMPUTE(2500), YIELD, COMPUTE(700)),
  );

describe('whatever the policy answers', () => {
  it('the run ends, threads change state only along the table, and the cores account for every cycle', () => {
    const answer = fc.oneof(fc.integer({ min: -2, max: 6 }), fc.constantFrom(2 ** 31 - 1, -(2 ** 31)));
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 30 }), fc.integer({ min: 1, max: 3 }), (answers, cores) => {
        const { kernel, trace } = build(scripted(answers), {
          cores,
          threads: workload(4),
          preemptOnReady: true,
        });
        expect(kernel.run()).toBe(true);
        const { cycles, userCycles, idleCycles, overheadCycles } = kernel.counters();
        expect(userCycles + idleCycles + overheadCycles).toBe(cycles * cores);
        expect(['end', 'stall']).toContain(trace.event(trace.length - 1).kind.name);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('a policy that never picks ends in a stall', () => {
    const { kernel, trace } = build(scripted([-1]), { threads: workload(2) });
    kernel.run();
    expect(lines(trace, 'stall')).toEqual([expect.stringContaining('stall waiting=2')]);
  });

  it('a wrong answer is an event, and counts as idle or as run on', () => {
    const { kernel, trace } = build(scripted([75]), { threads: [thread(0, COMPUTE(100))] });
    kernel.run();
    expect(lines(trace, 'bad-pick', 'stall')).toMatchInlineSnapshot(`
      [
        "210 bad-pick core=0 answer=75 why=0",
        "250 stall waiting=1",
      ]
    `);
  });
});

describe('context switches', () => {
  it('keep every register of every thread, whatever the order and the core', () => {
    const work = (cores: number, quantum: number) => {
      const { kernel } = build(RoundRobin, {
        cores,
        threads: workload(6),
        policyNumbers: [cores, 6, quantum],
      });
      kernel.run();
      return kernel.threads.map(({ controlBlock }) =>
        [0, 1, 2, 3].map((r) => kernel.memory.loadWord(controlBlock + 4 * r)),
      );
    };
    expect(work(1, 100)).toEqual(work(3, 1));
    expect(new Set(work(1, 1).map((registers) => registers[3])).size).toBe(6);
  });

  it('never lets two cores run on one kernel stack, however interrupts meet yields and wakes', () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = new Random(`stacks ${seed}`);
      const threads = Array.from({ length: 12 }, () => {
        const step = () => {
          const between = random.below(2) === 0 ? YIELD : READ(0, random.between(1, 900));
          return [...COMPUTE(random.between(1, 400)), ...between];
        };
        return thread(random.between(0, 500), ...Array.from({ length: 15 }, step), COMPUTE(5));
      });
      const { kernel } = build(
        FirstComeFirstServed,
        {
          ...{ cores: 4, threads, devices: [{ parallel: 12 }], policyNumbers: [4, 12, 1] },
          costs: { ...SCHEDULING_COSTS, contextSwitch: 1, registerTransfer: 0 },
        },
        random.between(0, 400),
      );
      expect(kernel.run()).toBe(true);
      expect(kernel.threads.every(({ exited }) => exited > 0)).toBe(true);
    }
  });

  it('metered units slow the core down that consulted the policy', () => {
    const cycles = (unitsPerCall: number) => {
      const { kernel } = build(RoundRobin, { threads: workload(3) }, unitsPerCall);
      kernel.run();
      return kernel.counters();
    };
    expect(cycles(500).policyCycles).toBe(500 * cycles(500).policyCalls * SCHEDULING_COSTS.policyUnit);
    expect(cycles(500).cycles).toBeGreaterThan(cycles(0).cycles);
  });

  it('are booked to the method that used them', () => {
    const { kernel } = build(RoundRobin, { threads: workload(3) }, 500);
    kernel.run();
    const counters = kernel.counters();
    const { ticks, policyCycles, constructorPolicyCycles, levelPolicyCycles } = counters;
    const { enqueuePolicyCycles, pickNextPolicyCycles, tickPolicyCycles } = counters;
    expect(tickPolicyCycles).toBe(500 * ticks);
    expect([constructorPolicyCycles, levelPolicyCycles]).toEqual([0, 0]);
    expect(enqueuePolicyCycles + pickNextPolicyCycles + tickPolicyCycles).toBe(policyCycles);
    expect(enqueuePolicyCycles).toBeGreaterThan(0);
  });
});

describe('programs', () => {
  it('a generator program runs as the same list of bursts does', () => {
    const generator = new NativeProgram(
      (function* () {
        yield* compute(900);
        yield* systemCall(SYSTEM_CALL.read, 0, 400);
        yield* compute(100);
        return 0;
      })(),
    );
    const first = build(RoundRobin, { threads: [{ arrivalCycle: 0, program: generator }] });
    const second = build(RoundRobin, { threads: [thread(0, COMPUTE(900), READ(0, 400), COMPUTE(100))] });
    first.kernel.run();
    second.kernel.run();
    expect(first.trace.digest()).toBe(second.trace.digest());
  });
});

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

function drawn(policy: string, cores: number, seed: number): SchedulingConfiguration {
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

function run(policy: string, cores: number, seed: number): Trace {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  new Kernel(drawn(policy, cores, seed), host(policy, 20), trace).run();
  return trace;
}

describe('runs with drawn threads', () => {
  it.each([
    ['round robin', '95edaef00089f80f'],
    ['multi-level feedback', '4a750c00b2e0a1dd'],
    ['shortest remaining time', 'b389ba8da64e91b8'],
  ])('%s: as recorded', (policy, digest) => {
    const all = new Digest();
    for (const cores of [1, 2, 3, 8])
      for (let seed = 0; seed < 25; seed++)
        for (const half of run(policy, cores, seed).digest().match(/.{8}/g) ?? [])
          all.addNumber(Number.parseInt(half, 16));
    expect(all.toString()).toBe(digest);
  });

  it('gives the same run however it is cut', () => {
    for (const policy of Object.keys(POLICIES))
      for (let seed = 0; seed < 10; seed++) {
        const whole = run(policy, 3, seed);
        const random = new Random(`cut ${seed}`);
        const trace = new Trace(SCHEDULING_EVENTS.kinds);
        const kernel = new Kernel(drawn(policy, 3, seed), host(policy, 20), trace);
        for (let until = 0; !kernel.run(until); ) until += random.between(1, 9_000);
        expect(trace.digest()).toBe(whole.digest());
      }
  });
});
