/**
 * Three time slices for the same processes: utilisation, response and turnaround, and which slice suits which metric.
 *
 * The kernel runs the processes under each slice, with a cost for the switch alone; every figure is read off the runs.
 * For one metric a process R, which computes little and reads often, joins them.
 */
import type { Random } from '../../../../simulator/engine/random';
import { COMPUTE, READ } from '../../../../simulator/kernel/threads/thread-program';
import type { Question, QuestionDefinition } from '../../../question-definition';
import { cyclesOf, runRoundRobin, twoDecimals } from '../../round-robin-run';

/** Cycles of one millisecond in these runs: fine enough for tenths. */
const CYCLES_PER_MS = 10;
const READS = 4;

interface Workload {
  readonly processes: number;
  readonly burstMs: number;
  readonly switchMs: number;
  readonly readMs: number;
}

interface Outcome {
  readonly sliceMs: number;
  readonly utilisation: number;
  readonly switches: number;
  readonly responseMs: number;
  readonly turnaroundMs: number;
  /** When R is done, the process that reads often. */
  readonly readerMs: number;
}

export function measure({ processes, burstMs, switchMs, readMs }: Workload, sliceMs: number): Outcome {
  const burst = COMPUTE(burstMs * CYCLES_PER_MS);
  const machine = {
    tickCycles: sliceMs * CYCLES_PER_MS,
    costs: { contextSwitch: switchMs * CYCLES_PER_MS },
  };
  const programs = Array.from({ length: processes }, () => burst);
  const { kernel, trace } = runRoundRobin({ ...machine, programs });
  const counters = kernel.counters();
  // Every process's first slice comes before any second one, for all are there from the beginning.
  const firstRuns = cyclesOf(trace, 'run').slice(0, processes);
  const reads = Array.from({ length: READS }, () => [
    ...COMPUTE(CYCLES_PER_MS),
    ...READ(0, readMs * CYCLES_PER_MS),
  ]).flat();
  // Long enough for the others to compute until the reader is done: at most two slices of each between two reads.
  const longMs = READS * (1 + readMs + 2 * (sliceMs + switchMs)) + sliceMs;
  const long = COMPUTE(longMs * CYCLES_PER_MS);
  const mixed = runRoundRobin({ ...machine, programs: [reads, ...programs.map(() => long)], devices: 1 });
  return {
    sliceMs,
    utilisation: counters.userCycles / counters.cycles,
    switches: counters.contextSwitches,
    responseMs: average(firstRuns) / CYCLES_PER_MS,
    turnaroundMs: average(kernel.threads.map(({ exited }) => exited)) / CYCLES_PER_MS,
    readerMs: mixed.kernel.threads[0].exited / CYCLES_PER_MS,
  };
}

const average = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;

interface Metric {
  readonly goal: string;
  /** The smaller the better. */
  readonly cost: (outcome: Outcome) => number;
  readonly why: string;
}

const METRICS: readonly Metric[] = [
  {
    goal: 'the highest utilisation of the CPU',
    cost: ({ utilisation }) => -utilisation,
    why: 'a long slice spreads the cost of a switch over more work',
  },
  {
    goal: 'the fewest context switches',
    cost: ({ switches }) => switches,
    why: 'there is one switch for each slice',
  },
  {
    goal: 'the shortest mean time until a process runs for the first time',
    cost: ({ responseMs }) => responseMs,
    why: 'a process waits for one slice of each of those before it, so short slices respond soon',
  },
  {
    goal: 'the shortest mean turnaround time of the processes',
    cost: ({ turnaroundMs }) => turnaroundMs,
    why: 'equal processes that take turns all finish late; in long turns the first ones are done early',
  },
  {
    goal: 'the earliest end of process R',
    cost: ({ readerMs }) => readerMs,
    why: 'after each read R waits for the slices of the others: the shorter they are, the sooner it asks for the next read',
  },
];

interface Variant {
  readonly workload: Workload;
  readonly outcomes: readonly Outcome[];
}

/** Draws until no two slices are equally good by any metric. */
function draw(random: Random): Variant {
  for (;;) {
    const sliceMs = random.pick([
      [2, 5, 20],
      [4, 10, 40],
      [3, 12, 24],
      [5, 15, 60],
      [2, 8, 16],
      [6, 12, 36],
    ]);
    const workload = {
      processes: random.between(3, 8),
      burstMs: sliceMs[2] * random.between(1, 3),
      switchMs: random.between(2, 15) / 10,
      readMs: random.between(3, 12),
    };
    const divide = sliceMs.every((each) => workload.burstMs % each === 0);
    if (!divide) continue;
    const outcomes = sliceMs.map((each) => measure(workload, each));
    const differ = METRICS.every(({ cost }) => new Set(outcomes.map(cost)).size === outcomes.length);
    if (differ) return { workload, outcomes };
  }
}

function generate(random: Random): Question {
  const { workload, outcomes } = draw(random);
  const { processes, burstMs, switchMs, readMs } = workload;
  const asked = random.pick(outcomes);
  const { sliceMs } = asked;
  const choices = random.shuffled(METRICS).slice(0, 3);
  const best = ({ cost }: Metric) =>
    outcomes.reduce((left, right) => (cost(right) < cost(left) ? right : left));
  const percent = ({ utilisation }: Outcome) => twoDecimals(100 * utilisation);
  return {
    prompt: [
      `**${processes} processes** are ready at time 0. Each computes for **${burstMs} ms** in all and then exits. One core, round robin, first in, first out. Before each slice the kernel needs **${switchMs} ms** to switch to the process, the first slice included; nothing else costs time.`,
      `Three time slices are to be compared: **${outcomes.map((each) => `${each.sliceMs} ms`).join(', ')}**.`,
      'Utilisation is the share of the time, from 0 to the end of the last process, in which processes compute.',
      `One metric is about a further process, **R**. It is added in front of the others. It computes for 1 ms and then reads from a disk that no other process uses, ${READS} times in all; each read takes ${readMs} ms, during which R waits. The other processes then have enough to compute until R ends. Without this metric R does not exist.`,
      'When no other process is ready at the end of a slice, the process goes on without a switch.',
    ].join('\n\n'),
    parts: [
      {
        kind: 'number',
        id: 'utilisation',
        label: `Utilisation with slices of ${sliceMs} ms (two decimals)`,
        points: 3,
        answer: 100 * asked.utilisation,
        tolerance: 0.01,
        unit: '%',
      },
      {
        kind: 'number',
        id: 'response',
        label: `Mean time from 0 until a process computes for the first time, with slices of ${sliceMs} ms (two decimals)`,
        points: 3,
        answer: asked.responseMs,
        tolerance: 0.01,
        unit: 'ms',
      },
      ...choices.map((metric, index) => {
        const options = random.shuffled(outcomes.map((each) => `${each.sliceMs} ms`));
        return {
          kind: 'choice' as const,
          id: `metric-${index + 1}`,
          label: `Which of the three slices gives ${metric.goal}?`,
          points: 2,
          options,
          answer: [options.indexOf(`${best(metric).sliceMs} ms`)],
          multiple: false,
        };
      }),
    ],
    explanation: [
      `In one round each process has a slice, and each slice a switch: utilisation = ${processes} × ${sliceMs} / (${processes} × ${sliceMs} + ${processes} × ${switchMs}) = ${percent(asked)} %. The number of processes cancels out.`,
      `Process i (from 1) computes first at i × ${switchMs} + (i - 1) × ${sliceMs} ms; the mean over ${processes} is ${twoDecimals(asked.responseMs)} ms.`,
      choices.map((metric) => `- ${best(metric).sliceMs} ms gives ${metric.goal}: ${metric.why}.`).join('\n'),
    ].join('\n\n'),
    worked: [
      {
        caption: 'The three slices (times in ms)',
        columns: ['slice', 'utilisation', 'switches', 'first run', 'turnaround', 'R ends'],
        rows: outcomes.map((each) => [
          String(each.sliceMs),
          `${percent(each)} %`,
          String(each.switches),
          twoDecimals(each.responseMs),
          twoDecimals(each.turnaroundMs),
          twoDecimals(each.readerMs),
        ]),
      },
    ],
  };
}

export default {
  title: 'Which time slice for which metric',
  summary: 'Utilisation and response under three time slices, and which one suits which goal.',
  rows: [17],
  generate,
} satisfies QuestionDefinition;
