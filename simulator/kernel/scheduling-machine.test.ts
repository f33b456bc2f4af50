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
