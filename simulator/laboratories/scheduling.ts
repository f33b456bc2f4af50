/**
 * Jobs under a scheduling policy: who has which core when, and what each job waits. The kernel and the policies of the
 * whole machine, where nothing takes time but computing, I/O and, if one likes, switching.
 *
 *      --jobs 0:8,1:4       arrival:length[:priority] of each; of simultaneous arrivals the lower number comes first
 *      --io 0:2:5           after every 2 units of computing job 0 waits 5 for a device of its own, never at its end
 *
 *      response     first time on a core - arrival
 *      turnaround   end - arrival
 *      waiting      turnaround - length - I/O
 *
 * The rules of order: kernel/scheduling/CONVENTIONS.md. Besides: a job that ends, or begins to wait, as a better one comes
 * has ended first; a core pays for switching whenever it begins with a job that it did not have just before, out of
 * idleness too, and that time is in no segment.
 */

import { NativePolicies, type PolicyClass } from '../engine/native-policies';
import { Trace } from '../engine/trace';
import type { NativeCore } from '../hardware/native/native-core';
import { Kernel } from '../kernel/kernel';
import { CompletelyFair } from '../kernel/scheduling/completely-fair';
import { FirstComeFirstServed } from '../kernel/scheduling/first-come-first-served';
import { LinuxO1 } from '../kernel/scheduling/linux-o1';
import { priorityOfNice, sliceOfNice } from '../kernel/scheduling/linux-o1-numbers';
import { MultiLevelFeedback } from '../kernel/scheduling/multi-level-feedback';
import { LEAST_NICE, MOST_NICE } from '../kernel/scheduling/nice-weights';
import { PriorityAgeing } from '../kernel/scheduling/priority-ageing';
import { RoundRobin } from '../kernel/scheduling/round-robin';
import { NO_SCHEDULING_COSTS } from '../kernel/scheduling/scheduling-costs';
import { SCHEDULING_EVENTS } from '../kernel/scheduling/scheduling-events';
import { type PriorityServices, SCHEDULING_SHAPE } from '../kernel/scheduling/scheduling-policy';
import { ShortestJobFirst } from '../kernel/scheduling/shortest-job-first';
import { ShortestRemainingTime } from '../kernel/scheduling/shortest-remaining-time';
import { BurstProgram, COMPUTE, READ } from '../kernel/threads/thread-program';
import { OPERATION } from '../programs/operations';
import { type Bars, defineLaboratory, type Part } from './laboratory';
import { choice, list, ParameterError, wholeNumber, wholeNumberIn } from './parameter';

const EVENT = SCHEDULING_EVENTS.index;
const MAX_JOBS = 50;
const MAX_TIME = 1_000_000;
/** Slices and waits of all jobs. */
const MAX_SLICES = { command: 2_000, page: 600 } as const;
/** Of the kernel, by one slice or wait: 8 of a turn of round robin. */
const MOST_EVENTS_A_SLICE = 100;
/** No tick comes before a job is over. */
const NEVER = 2 ** 30;
const LOWEST_PRIORITY = 99;
/** Of mlfq: slices of one, two and four quanta. */
const FEEDBACK_LEVELS = 3;

export interface Job {
  readonly arrival: number;
  readonly length: number;
  readonly priority: number;
}

interface Waits {
  readonly job: number;
  readonly every: number;
  readonly length: number;
}

/** What virtual runtimes can tell apart of a unit of time. */
const FAIR_UNIT_CYCLES = 1024;

/** Slices are whole units of time, one at least. */
class FairInUnits extends CompletelyFair {
  override slice(thread: number): number {
    const units = Math.round(super.slice(thread) / FAIR_UNIT_CYCLES);
    return Math.min(Math.max(units, 1), MAX_TIME) * FAIR_UNIT_CYCLES;
  }
}

/** Slices of Linux are in proportion to each other: `quantum` is that of nice 0, which has 100 ms. */
const O1_UNIT_CYCLES = 100;
const LONGEST_SLEEP_MS = 1_000;

interface LeavingServices extends PriorityServices {
  /** 1: who runs on the core leaves it in this very cycle. */
  leavesNow(core: number): number;
}

/** A core that becomes free in this cycle takes whoever comes in it, without being told to make room. */
class O1AfterEnds extends LinuxO1 {
  constructor(
    private readonly machine: LeavingServices,
    ...numbers: [cores: number, jobs: number, millisecondCycles: number, sleepCycles: number]
  ) {
    super(machine, ...numbers);
  }

  override enqueue(thread: number, reason: number): number {
    const answer = super.enqueue(thread, reason);
    return answer > 0 && this.machine.leavesNow(answer - 1) === 1 ? 0 : answer;
  }
}

/** Of each policy what its constructor and its shape have beyond [cores, jobs], and whether a job that comes may displace one. */
interface Rules {
  readonly policy: PolicyClass;
  /** Of a unit of time; default 1. */
  readonly unitCycles?: number;
  readonly numbers?: (jobs: number, quantum: number) => readonly number[];
  readonly methods?: Readonly<Record<string, number>>;
  /** Where the third number of a job counts: its range. */
  readonly priorities?: readonly [best: number, worst: number];
  readonly hasTicks: boolean;
  /** A job's slice in units of time, where it is not the quantum. */
  readonly slice?: (quantum: number, priority: number) => number;
  readonly preemptOnReady: boolean;
}

const RULES = {
  fcfs: { policy: FirstComeFirstServed, hasTicks: false, preemptOnReady: false },
  sjf: { policy: ShortestJobFirst, hasTicks: false, preemptOnReady: false },
  srtf: { policy: ShortestRemainingTime, hasTicks: false, preemptOnReady: true },
  rr: { policy: RoundRobin, numbers: () => [1], hasTicks: true, preemptOnReady: false },
  priority: {
    policy: PriorityAgeing,
    numbers: () => [LOWEST_PRIORITY + 1, Number.POSITIVE_INFINITY],
    priorities: [0, LOWEST_PRIORITY],
    hasTicks: true,
    preemptOnReady: true,
  },
  mlfq: {
    policy: MultiLevelFeedback,
    numbers: () => [FEEDBACK_LEVELS, 1, Number.POSITIVE_INFINITY],
    methods: { level: 1 },
    hasTicks: true,
    preemptOnReady: false,
  },
  o1: {
    policy: O1AfterEnds,
    unitCycles: O1_UNIT_CYCLES,
    numbers: (_jobs, quantum) => [quantum, LONGEST_SLEEP_MS * quantum],
    methods: { slice: 1, sliceEnded: 3, level: 1 },
    priorities: [LEAST_NICE, MOST_NICE],
    hasTicks: true,
    slice: (quantum, nice) => (quantum * sliceOfNice(nice)) / O1_UNIT_CYCLES,
    preemptOnReady: true,
  },
  cfs: {
    policy: FairInUnits,
    unitCycles: FAIR_UNIT_CYCLES,
    numbers: (jobs, quantum) => [jobs * quantum * FAIR_UNIT_CYCLES, quantum * FAIR_UNIT_CYCLES],
    methods: { slice: 1, sliceEnded: 3 },
    priorities: [LEAST_NICE, MOST_NICE],
    hasTicks: true,
    preemptOnReady: false,
  },
} satisfies Record<string, Rules>;

export type SchedulingChoice = keyof typeof RULES;
const POLICY_NAMES = Object.keys(RULES) as SchedulingChoice[];

export interface Segment {
  readonly core: number;
  readonly job: number;
  readonly from: number;
  readonly to: number;
}

export interface JobTimes {
  readonly arrival: number;
  readonly length: number;
  readonly response: number;
  readonly turnaround: number;
  readonly waiting: number;
}

export interface SchedulingResult {
  /** In order of their beginnings, then of cores; those that follow each other without a gap are one. */
  readonly segments: readonly Segment[];
  /** In the order given. */
  readonly jobs: readonly JobTimes[];
  readonly average: Pick<JobTimes, 'response' | 'turnaround' | 'waiting'>;
}

function parseJob(given: string): Job | undefined {
  const match = /^(\d{1,7}):(\d{1,7})(?::(-?\d{1,2}))?$/.exec(given);
  if (match === null) return undefined;
  const job = { arrival: Number(match[1]), length: Number(match[2]), priority: Number(match[3] ?? 0) };
  const fits = job.arrival <= MAX_TIME && job.length >= 1 && job.length <= MAX_TIME;
  return fits ? job : undefined;
}

function parseWaits(given: string): Waits | undefined {
  const numbers = given.split(':').map(wholeNumberIn);
  const [job, every, length] = numbers;
  if (numbers.length !== 3 || job === undefined || every === undefined || length === undefined)
    return undefined;
  return every >= 1 && every <= MAX_TIME && length >= 1 && length <= MAX_TIME
    ? { job, every, length }
    : undefined;
}

export const scheduling = defineLaboratory({
  name: 'scheduling',
  title: 'Scheduling',
  summary: 'Runs jobs under a scheduling policy and tells who had which core when, and what each job waited.',
  parameters: {
    policy: choice({
      choices: POLICY_NAMES,
      initial: 'rr',
      sentence:
        'First come, first served; shortest job; shortest remaining time; round robin; fixed priorities; feedback queues of three levels; Linux’s O(1) scheduler; completely fair.',
    }),
    quantum: wholeNumber({
      ...{ from: 1, to: MAX_TIME, initial: 4 },
      sentence:
        'How long a job keeps a core while others wait: rr, priority (among equals), mlfq (at the top; twice and four times as long below); of o1 the slice of nice 0, of cfs the shortest slice.',
    }),
    jobs: list({
      ...{ item: 'arrival:length[:priority]', example: '0:8,1:4,2:9', from: 1, to: MAX_JOBS },
      initial: '0:8,1:4,2:9,3:5',
      parseItem: parseJob,
      sentence: `When each job comes and how long it computes, whole numbers up to ${MAX_TIME}. The third number counts for priority (0 best, ${LOWEST_PRIORITY} worst) and is the nice value for o1 and cfs (${LEAST_NICE} to ${MOST_NICE}); it is 0 unless said.`,
    }),
    cores: wholeNumber({
      ...{ from: 1, to: 16, initial: 1 },
      sentence: 'How many jobs run at a time; all cores share the queue.',
    }),
    io: list({
      ...{ item: 'job:every:length', example: '0:2:5', from: 0, to: MAX_JOBS },
      initial: '',
      label: 'I/O',
      parseItem: parseWaits,
      sentence:
        'Which job, numbered from 0, waits after every how many units of computing, and how long. Nobody waits for another one’s device.',
    }),
    'switch-cost': wholeNumber({
      ...{ from: 0, to: MAX_TIME, initial: 0 },
      sentence: 'What a core takes before it begins with another job than it just had, also out of idleness.',
    }),
  },
  examples: [
    { title: 'Round robin', setting: { policy: 'rr' } },
    { title: 'The convoy: a long job in front', setting: { policy: 'fcfs', jobs: '0:24,0:3,0:3' } },
    { title: 'Shortest remaining time', setting: { policy: 'srtf', jobs: '0:8,1:4,2:9,3:5' } },
    {
      title: 'Priorities, equals in turns',
      setting: { policy: 'priority', quantum: '2', jobs: '0:4:3,0:5:2,0:8:2,0:7:1,0:3:3' },
    },
    {
      title: 'Feedback: one computes, one reads',
      setting: { policy: 'mlfq', quantum: '1', jobs: '0:20,0:6', io: '1:1:4' },
    },
    {
      title: 'Linux’s O(1): active and expired, slices by nice value',
      setting: { policy: 'o1', quantum: '4', jobs: '0:10:0,0:10:5,0:10:10' },
    },
    {
      title: 'Fair shares by nice value',
      setting: { policy: 'cfs', quantum: '1', jobs: '0:20:0,0:20:5,0:20:5' },
    },
    { title: 'Two cores, and switching costs', setting: { policy: 'rr', cores: '2', 'switch-cost': '1' } },
  ],
  run(setting, place) {
    const { policy, cores } = setting;
    const { result, waits, trace, unitCycles } = schedule(setting, MAX_SLICES[place]);
    return {
      json: result,
      ...{ trace, unitCycles },
      parts: [
        coresPart(result, cores, switchesOf(trace, unitCycles)),
        jobsPart(result, waits, `Jobs under ${policy}`),
      ],
    };
  },
});

export interface SchedulingSetting {
  readonly policy: SchedulingChoice;
  readonly quantum: number;
  readonly jobs: readonly Job[];
  readonly cores: number;
  readonly io: readonly Waits[];
  readonly 'switch-cost': number;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * @param mostSlices what the jobs may take, their waits included.
 * @returns beside the result the waits of each job in units of time, and the events, whose cycles are `unitCycles` of one.
 */
export function schedule(
  setting: SchedulingSetting,
  mostSlices: number,
): { result: SchedulingResult; waits: readonly (readonly Stretch[])[]; trace: Trace; unitCycles: number } {
  const { jobs, cores } = setting;
  const { trace, ends, unitCycles } = runJobs(setting, mostSlices);
  const segments = segmentsOf(trace, cores, unitCycles);
  const waits = waitsOf(trace, jobs.length, unitCycles);
  const begins: number[] = [];
  for (const { job, from } of segments) begins[job] ??= from;
  const times = jobs.map((each, job) => timesOf(each, begins[job], ends[job], waits[job], unitCycles));
  const mean = (of: 'response' | 'turnaround' | 'waiting') =>
    times.reduce((sum, job) => sum + job[of], 0) / times.length;
  const average = { response: mean('response'), turnaround: mean('turnaround'), waiting: mean('waiting') };
  return { result: { segments, jobs: times, average }, ...{ waits, trace, unitCycles } };
}

/** @returns the events in cycles, and when each job ended in units of time. */
function runJobs(
  { policy, quantum, jobs, cores, io, ...costs }: SchedulingSetting,
  mostSlices: number,
): {
  trace: Trace;
  unitCycles: number;
  ends: readonly number[];
} {
  const rules: Rules = RULES[policy];
  const { unitCycles = 1 } = rules;
  const tickCycles = rules.hasTicks ? quantum : NEVER;
  checkWork({ rules, policy, jobs, io, tick: tickCycles, mostSlices });
  const trace = new Trace(SCHEDULING_EVENTS.kinds, MOST_EVENTS_A_SLICE * mostSlices);
  const programs = jobs.map(
    ({ length }, job) =>
      new BurstProgram(
        operationsOf(
          length,
          io.find((each) => each.job === job),
          unitCycles,
        ),
      ),
  );
  /** Who runs on it leaves it in this very cycle: nobody who comes in it may displace that job first. */
  const leavesNow = (core: NativeCore): boolean =>
    core.program?.request.kind === OPERATION.compute && core.remainingCycles(kernel.cycle) === 0;
  const priorityOf = (job: number): number => {
    if (policy === 'o1') return priorityOfNice(jobs[job].priority);
    const isLeaving = kernel.cores.some((core) => core.program === programs[job] && leavesNow(core));
    return isLeaving ? -1 : jobs[job].priority;
  };
  const kernel: Kernel = new Kernel(
    {
      ...{ cores, tickCycles: tickCycles * unitCycles, preemptOnReady: rules.preemptOnReady },
      threads: jobs.map(({ arrival }, job) => ({
        arrivalCycle: arrival * unitCycles,
        program: programs[job],
      })),
      devices: [{ parallel: jobs.length }],
      policyNumbers: [cores, jobs.length, ...(rules.numbers?.(jobs.length, quantum) ?? [])],
      policyServices: {
        priority: priorityOf,
        leavesNow: (core) => (leavesNow(kernel.cores[core]) ? 1 : 0),
        nice: (thread) => jobs[thread].priority,
      },
      costs: { ...NO_SCHEDULING_COSTS, contextSwitch: costs['switch-cost'] * unitCycles },
    },
    new NativePolicies(rules.policy, {
      ...SCHEDULING_SHAPE,
      methods: { ...SCHEDULING_SHAPE.methods, ...rules.methods },
      services: { now: 0, remainingCycles: 1, priority: 1, nice: 1, leavesNow: 1 },
    }),
    trace,
  );
  const ends = kernel.run() ? kernel.threads.map(({ exited }) => exited / unitCycles) : [];
  if (ends.length === 0 || ends.some((end) => end < 0))
    throw new Error(`The jobs under ${policy} did not all end.`);
  return { trace, unitCycles, ends };
}

/** @throws ParameterError */
function checkWork(of: {
  rules: Rules;
  policy: string;
  jobs: readonly Job[];
  io: readonly Waits[];
  tick: number;
  mostSlices: number;
}): void {
  const { rules, policy, jobs, io, tick, mostSlices } = of;
  const [best, worst] = rules.priorities ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [job, { priority }] of jobs.entries())
    if (priority < best || priority > worst)
      throw new ParameterError(
        'jobs',
        `must have third numbers from ${best} to ${worst} for ${policy}, got ${priority} of job ${job}`,
      );
  for (const { job } of io) {
    if (job >= jobs.length)
      throw new ParameterError(
        'io',
        `names job ${job}; with ${jobs.length} jobs they are 0 to ${jobs.length - 1}`,
      );
    if (io.filter((each) => each.job === job).length > 1)
      throw new ParameterError('io', `names job ${job} twice; name each job once`);
  }
  const waits = io.reduce((sum, { job, every }) => sum + Math.ceil(jobs[job].length / every), 0);
  if (waits > mostSlices)
    throw new ParameterError(
      'io',
      `makes ${waits} waits of these jobs, of at most ${mostSlices}; let them wait less often`,
    );
  const slices = jobs.reduce(
    (sum, { length, priority }) => sum + Math.ceil(length / (rules.slice?.(tick, priority) ?? tick)),
    waits,
  );
  if (slices > mostSlices)
    throw new ParameterError(
      'quantum',
      `makes ${slices} slices and waits of these jobs, of at most ${mostSlices}; take a longer one or shorter jobs`,
    );
}

function operationsOf(length: number, waits: Waits | undefined, unitCycles: number): number[] {
  if (waits === undefined) return [...COMPUTE(length * unitCycles)];
  const operations: number[] = [];
  for (let done = 0; done < length; done += waits.every) {
    if (done > 0) operations.push(...READ(0, waits.length * unitCycles));
    operations.push(...COMPUTE(Math.min(waits.every, length - done) * unitCycles));
  }
  return operations;
}

function segmentsOf(trace: Trace, cores: number, unitCycles: number): Segment[] {
  const segments: Segment[] = [];
  /** By core: since when it runs whom. */
  const since: number[] = new Array<number>(cores).fill(-1);
  /** By core: its last segment. */
  const last: (Segment & { to: number })[] = [];
  for (let index = 0; index < trace.length; index++) {
    const kind = trace.kindAt(index);
    if (kind !== EVENT.run && kind !== EVENT.preempt && kind !== EVENT.block && kind !== EVENT.exit) continue;
    const [core, job] = [trace.valueAt(index, 0), trace.valueAt(index, 1)];
    const now = trace.cycleAt(index) / unitCycles;
    if (kind === EVENT.run) {
      if (since[core] < 0) since[core] = now;
      continue;
    }
    const from = since[core];
    since[core] = -1;
    if (from < 0 || from === now) continue;
    const before = last[core];
    if (before?.job === job && before.to === from) before.to = now;
    else {
      last[core] = { core, job, from, to: now };
      segments.push(last[core]);
    }
  }
  return segments.sort((a, b) => a.from - b.from || a.core - b.core);
}

function waitsOf(trace: Trace, jobs: number, unitCycles: number): Stretch[][] {
  const waits: Stretch[][] = Array.from({ length: jobs }, () => []);
  const since: number[] = [];
  for (let index = 0; index < trace.length; index++) {
    const kind = trace.kindAt(index);
    if (kind === EVENT.block) since[trace.valueAt(index, 1)] = trace.cycleAt(index) / unitCycles;
    else if (kind === EVENT.wake) {
      const job = trace.valueAt(index, 0);
      waits[job].push({ from: since[job], to: trace.cycleAt(index) / unitCycles });
    }
  }
  return waits;
}

function switchesOf(trace: Trace, unitCycles: number): { core: number; from: number; to: number }[] {
  const switches: { core: number; from: number; to: number }[] = [];
  const since: number[] = [];
  for (let index = 0; index < trace.length; index++) {
    const [core, now] = [trace.valueAt(index, 0), trace.cycleAt(index) / unitCycles];
    if (trace.kindAt(index) === EVENT['switch-start']) since[core] = now;
    else if (trace.kindAt(index) === EVENT['switch-end'] && since[core] < now)
      switches.push({ core, from: since[core], to: now });
  }
  return switches;
}

/** Sums are rounded to cycles, of which a unit may have several: 7.6, not 7.600000000000001. */
function timesOf(
  { arrival, length }: Job,
  begin: number,
  end: number,
  waits: readonly Stretch[],
  unitCycles: number,
): JobTimes {
  const inCycles = (time: number): number => Math.round(time * unitCycles) / unitCycles;
  const turnaround = inCycles(end - arrival);
  const inputOutput = waits.reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    ...{ arrival, length, response: inCycles(begin - arrival), turnaround },
    waiting: inCycles(turnaround - length - inputOutput),
  };
}

function coresPart(
  { segments }: SchedulingResult,
  cores: number,
  switches: readonly { readonly core: number; readonly from: number; readonly to: number }[],
): Part {
  const lane = (core: number): Bars['lanes'][number] => ({
    label: `core ${core}`,
    spans: [
      ...segments
        .filter((segment) => segment.core === core)
        .map(({ job, from, to }) => ({ from, to, label: String(job), tone: job })),
      ...switches
        .filter((each) => each.core === core)
        .map(({ from, to }) => ({ from, to, label: 'switch', tone: 'switching' as const })),
    ],
  });
  return {
    title: 'Which job has which core',
    picture: {
      kind: 'bars',
      axis: 'time',
      to: Math.max(...segments.map(({ to }) => to)),
      lanes: Array.from({ length: cores }, (_, core) => lane(core)),
    },
    table: {
      columns: ['core', 'job', 'begins', 'ends'],
      rows: segments.map(({ core, job, from, to }) => [core, job, from, to]),
    },
  };
}

function jobsPart(result: SchedulingResult, waits: readonly (readonly Stretch[])[], title: string): Part {
  const { segments, jobs, average } = result;
  const laneOf = ({ arrival, turnaround }: JobTimes, job: number): Bars['lanes'][number] => {
    const busy = [
      ...segments
        .filter((segment) => segment.job === job)
        .map(({ from, to }) => ({ from, to, label: 'run', tone: 'running' as const })),
      ...waits[job].map(({ from, to }) => ({ from, to, label: 'I/O', tone: 'blocked' as const })),
    ].toSorted((a, b) => a.from - b.from);
    const ends = [arrival, ...busy.map(({ to }) => to)];
    const begins = [...busy.map(({ from }) => from), arrival + turnaround];
    const ready = begins.flatMap((to, index) =>
      ends[index] < to ? [{ from: ends[index], to, label: 'wait', tone: 'ready' as const }] : [],
    );
    return { label: `job ${job}`, spans: [...busy, ...ready].toSorted((a, b) => a.from - b.from) };
  };
  const { response, turnaround, waiting } = average;
  return {
    title,
    picture: {
      kind: 'bars',
      axis: 'time',
      to: Math.max(...segments.map(({ to }) => to)),
      lanes: jobs.map(laneOf),
    },
    table: {
      columns: ['job', 'arrival', 'length', 'response', 'turnaround', 'waiting'],
      rows: [
        ...jobs.map((job, index) => [
          ...[index, job.arrival, job.length, job.response, job.turnaround, job.waiting],
        ]),
        ['average', '', '', ...[response, turnaround, waiting].map(rounded)],
      ],
    },
  };
}

/** To three digits behind the point. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
