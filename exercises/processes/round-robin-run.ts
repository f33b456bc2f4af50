/**
 * A run of the kernel for the questions of this chapter: round robin on one core, with costs that the question draws.
 *
 *      runRoundRobin({ programs: [COMPUTE(9)], tickCycles: 3 })  ─▶  the kernel after the run, and its trace
 *
 * What is not given costs nothing. All processes are there at cycle 0, in their order. Each call of the policy
 * costs `policyUnit`: one at a tick, two more (enqueue, pickNext) when the process is preempted.
 */
import { NativePolicies } from '../../simulator/engine/native-policies';
import { Trace } from '../../simulator/engine/trace';
import { Kernel } from '../../simulator/kernel/kernel';
import { RoundRobin } from '../../simulator/kernel/scheduling/round-robin';
import {
  NO_SCHEDULING_COSTS,
  type SchedulingCosts,
} from '../../simulator/kernel/scheduling/scheduling-costs';
import { SCHEDULING_EVENTS } from '../../simulator/kernel/scheduling/scheduling-events';
import { SCHEDULING_SHAPE } from '../../simulator/kernel/scheduling/scheduling-policy';
import { BurstProgram } from '../../simulator/kernel/threads/thread-program';

export interface RoundRobinRun {
  /** Operations of each process, as for BurstProgram. */
  readonly programs: readonly (readonly number[])[];
  readonly tickCycles: number;
  /** Ticks in a time slice. Default 1. */
  readonly sliceTicks?: number;
  /** How many devices there are, each of which serves one request at a time. Default none. */
  readonly devices?: number;
  readonly costs?: Partial<SchedulingCosts>;
}

export function runRoundRobin(run: RoundRobinRun): { readonly kernel: Kernel; readonly trace: Trace } {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const kernel = new Kernel(
    {
      cores: 1,
      tickCycles: run.tickCycles,
      threads: run.programs.map((operations) => ({
        arrivalCycle: 0,
        program: new BurstProgram(operations),
      })),
      devices: Array.from({ length: run.devices ?? 0 }, () => ({ parallel: 1 })),
      policyNumbers: [1, run.programs.length, run.sliceTicks ?? 1],
      costs: { ...NO_SCHEDULING_COSTS, ...run.costs },
    },
    new NativePolicies(RoundRobin, SCHEDULING_SHAPE, 1),
    trace,
  );
  kernel.run();
  return { kernel, trace };
}

/** Cycles at which an event of this kind happened, in order. */
export function cyclesOf(trace: Trace, kind: keyof typeof SCHEDULING_EVENTS.index): number[] {
  const cycles: number[] = [];
  for (let index = 0; index < trace.length; index++)
    if (trace.kindAt(index) === SCHEDULING_EVENTS.index[kind]) cycles.push(trace.cycleAt(index));
  return cycles;
}

/** Cycles from the first time that the core enters a process to the second: a slice and all that follows it. */
export function periodCycles(trace: Trace, ticks = 1): number {
  const entered = cyclesOf(trace, 'run');
  return entered[ticks] - entered[0];
}

/** As the questions ask for it. */
export function twoDecimals(value: number): string {
  return value.toFixed(2);
}
