/**
 * The scheduling machine keeps its books, its threads' contexts and its promises whatever the policy does.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyClass } from '../engine/native-policies';
import { NativePolicies } from '../engine/native-policies';
import type { PolicyShape } from '../engine/policy';
import { Trace } from '../engine/trace';
import { compute, systemCall } from '../hardware/operations';
import { FirstComeFirstServed } from './scheduling/first-come-first-served';
import { RoundRobin } from './scheduling/round-robin';
import { NO_SCHEDULING_COSTS, SCHEDULING_COSTS } from './scheduling-costs';
import { SCHEDULING_EVENTS } from './scheduling-events';
import type { SchedulingConfiguration, ThreadSpecification } from './scheduling-machine';
import { SchedulingMachine } from './scheduling-machine';
import { SYSTEM_CALL } from './system-calls';
import { BurstProgram, COMPUTE, GeneratorProgram, READ, YIELD } from './thread-program';

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
  const trace = new Trace(SCHEDULING_EVENTS);
  const cores = configuration.cores ?? 1;
  const machine = new SchedulingMachine(
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
  return { machine, trace };
}

const thread = (
  arrivalCycle: number,
  ...operations: readonly (readonly number[])[]
): ThreadSpecification => ({
  arrivalCycle,
  program: new BurstProgram(operations.flat()),
});

const lines = (trace: Trace, ...names: string[]) =>
  trace
    .toString()
    .split('\n')
    .filter((line) => names.length === 0 || names.includes(line.split(' ')[1]));

describe('the scheduling machine', () => {
  it('runs two threads in turns, each event at its cycle', () => {
    const { machine, trace } = build(RoundRobin, {
      tickCycles: 10,
      costs: NO_SCHEDULING_COSTS,
      threads: [thread(0, COMPUTE(30)), thread(5, COMPUTE(10))],
    });
    expect(machine.run()).toBe(true);
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

  it('charges entry, handler, switch and return as the table says', () => {
    const { machine, trace } = build(FirstComeFirstServed, { threads: [thread(0, COMPUTE(100))] });
    machine.run();
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
        const { machine, trace } = build(scripted(answers), {
          cores,
          threads: workload(4),
          preemptOnReady: true,
        });
        expect(machine.run()).toBe(true);
        const { cycles, userCycles, idleCycles, overheadCycles } = machine.counters();
        expect(userCycles + idleCycles + overheadCycles).toBe(cycles * cores);
        expect(['end', 'stall']).toContain(trace.event(trace.length - 1).kind.name);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('a policy that never picks ends in a stall', () => {
    const { machine, trace } = build(scripted([-1]), { threads: workload(2) });
    machine.run();
    expect(lines(trace, 'stall')).toEqual([expect.stringContaining('stall waiting=2')]);
  });

  it('a wrong answer is an event, and counts as idle or as run on', () => {
    const { machine, trace } = build(scripted([75]), { threads: [thread(0, COMPUTE(100))] });
    machine.run();
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
      const { machine } = build(RoundRobin, {
        cores,
        threads: workload(6),
        policyNumbers: [cores, 6, quantum],
      });
      machine.run();
      return machine.threads.map(({ controlBlock }) =>
        [0, 1, 2, 3].map((r) => machine.memory.loadWord(controlBlock + 4 * r)),
      );
    };
    expect(work(1, 100)).toEqual(work(3, 1));
    expect(new Set(work(1, 1).map((registers) => registers[3])).size).toBe(6);
  });

  it('metered units slow the core down that consulted the policy', () => {
    const cycles = (unitsPerCall: number) => {
      const { machine } = build(RoundRobin, { threads: workload(3) }, unitsPerCall);
      machine.run();
      return machine.counters();
    };
    expect(cycles(500).policyCycles).toBe(500 * cycles(500).policyCalls * SCHEDULING_COSTS.policyUnit);
    expect(cycles(500).cycles).toBeGreaterThan(cycles(0).cycles);
  });

  it('are booked to the method that used them', () => {
    const { machine } = build(RoundRobin, { threads: workload(3) }, 500);
    machine.run();
    const counters = machine.counters();
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
    const generator = new GeneratorProgram(function* () {
      yield* compute(900);
      yield* systemCall(SYSTEM_CALL.read, 0, 400);
      yield* compute(100);
      return 0;
    });
    const first = build(RoundRobin, { threads: [{ arrivalCycle: 0, program: generator }] });
    const second = build(RoundRobin, { threads: [thread(0, COMPUTE(900), READ(0, 400), COMPUTE(100))] });
    first.machine.run();
    second.machine.run();
    expect(first.trace.digest()).toBe(second.trace.digest());
  });
});

describe('snapshots', () => {
  it('a machine restored at any moment goes on exactly as the one that was saved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40_000 }), (cycle) => {
        // The policy is restored by running to the same moment; the machine's own state is then overwritten.
        const whole = build(RoundRobin, { cores: 2, threads: workload(5) }, 3);
        whole.machine.run(cycle);
        const snapshot = JSON.parse(JSON.stringify(whole.machine.save()));
        const kept = whole.trace.length;
        whole.machine.run();
        const again = build(RoundRobin, { cores: 2, threads: workload(5) }, 3);
        again.machine.run(cycle);
        again.machine.restore(snapshot);
        again.machine.run();
        expect(again.trace.toString(kept)).toBe(whole.trace.toString(kept));
        expect(again.machine.save()).toEqual(whole.machine.save());
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it('a stateless policy needs no replay: a fresh machine takes the snapshot over', () => {
    class LowestCore {
      private readonly services: { now(): number };
      constructor(services: { now(): number }) {
        this.services = services;
      }
      enqueue(): void {}
      pickNext(): number {
        return this.services.now() < 0 ? -1 : 0;
      }
      tick(): number {
        return 0;
      }
    }
    const single = () =>
      build(LowestCore, { threads: [thread(0, COMPUTE(5000), READ(0, 700), COMPUTE(300))] });
    const whole = single();
    whole.machine.run(3000);
    const snapshot = whole.machine.save();
    const kept = whole.trace.length;
    whole.machine.run();
    const fresh = single();
    fresh.machine.restore(snapshot);
    fresh.machine.run();
    expect(fresh.trace.toString(1)).toBe(whole.trace.toString(kept));
  });
});
