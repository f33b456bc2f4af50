/**
 * Textbook schedules: jobs that only compute, on one core where nothing but computing takes time.
 *
 *      idealSchedule('SRTF', [{ arrival: 0, burst: 8 }, { arrival: 1, burst: 4 }])
 *      slots: 0 1 1 1 1 0 0 ...     which job runs in each unit of time; -1 = idle
 *
 * The same machine and the same policy classes as everywhere, with all costs 0 and a unit of time as a cycle.
 * Ties: of simultaneous arrivals the lower number comes first; SJF and SRTF prefer the lower number; a job that
 * arrives as a quantum ends is in the queue before the preempted one. A quantum that ends while nobody waits
 * begins anew.
 */
import { NativePolicies } from '../engine/native-policies';
import { Trace } from '../engine/trace';
import { Kernel } from '../kernel/kernel';
import { FirstComeFirstServed } from '../kernel/scheduling/first-come-first-served';
import { RoundRobin } from '../kernel/scheduling/round-robin';
import { NO_SCHEDULING_COSTS } from '../kernel/scheduling/scheduling-costs';
import { SCHEDULING_EVENTS } from '../kernel/scheduling/scheduling-events';
import { SCHEDULING_SHAPE } from '../kernel/scheduling/scheduling-policy';
import { ShortestJobFirst } from '../kernel/scheduling/shortest-job-first';
import { ShortestRemainingTime } from '../kernel/scheduling/shortest-remaining-time';
import { BurstProgram, COMPUTE } from '../kernel/threads/thread-program';

const POLICIES = {
  FCFS: FirstComeFirstServed,
  SJF: ShortestJobFirst,
  SRTF: ShortestRemainingTime,
  RR: RoundRobin,
} as const;

export type IdealPolicy = keyof typeof POLICIES;

export interface Job {
  readonly arrival: number;
  /** Time it computes, at least 1. */
  readonly burst: number;
}

export interface IdealSchedule {
  /** For each unit of time, the index of the job that runs; -1 when none does. */
  readonly slots: readonly number[];
  /** Per job. */
  readonly finish: readonly number[];
  readonly turnaround: readonly number[];
  readonly waiting: readonly number[];
  readonly averageWaiting: number;
}

/** @param quantum for RR: how long a job runs before another that waits takes its place. */
export function idealSchedule(policy: IdealPolicy, jobs: readonly Job[], quantum = 1): IdealSchedule {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const kernel = new Kernel(
    {
      cores: 1,
      tickCycles: quantum,
      threads: jobs.map(({ arrival, burst }) => ({
        arrivalCycle: arrival,
        program: new BurstProgram(COMPUTE(burst)),
      })),
      devices: [],
      policyNumbers: [1, jobs.length, 1],
      preemptOnReady: policy === 'SRTF',
      costs: NO_SCHEDULING_COSTS,
    },
    new NativePolicies(POLICIES[policy], SCHEDULING_SHAPE),
    trace,
  );
  kernel.run();
  const finish = kernel.threads.map((thread) => thread.exited);
  const turnaround = finish.map((cycle, job) => cycle - jobs[job].arrival);
  const waiting = turnaround.map((cycles, job) => cycles - jobs[job].burst);
  return {
    slots: slotsOf(trace),
    finish,
    turnaround,
    waiting,
    averageWaiting: waiting.reduce((sum, cycles) => sum + cycles, 0) / jobs.length,
  };
}

function slotsOf(trace: Trace): number[] {
  const slots: number[] = [];
  let running = -1;
  for (let index = 0; index < trace.length; index++) {
    const kind = trace.kindAt(index);
    if (kind !== SCHEDULING_EVENTS.index.dispatch && kind !== SCHEDULING_EVENTS.index.idle) continue;
    while (slots.length < trace.cycleAt(index)) slots.push(running);
    running = kind === SCHEDULING_EVENTS.index.dispatch ? trace.valueAt(index, 1) : -1;
  }
  return slots;
}
