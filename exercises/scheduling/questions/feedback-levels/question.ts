/**
 * Multi-level feedback: on which level two jobs are, tick by tick. The kernel runs them under its own policy, and the
 * levels are read off its trace.
 */
import { NativePolicies } from '../../../../simulator/engine/native-policies';
import type { Random } from '../../../../simulator/engine/random';
import { Trace } from '../../../../simulator/engine/trace';
import { Kernel } from '../../../../simulator/kernel/kernel';
import { MultiLevelFeedback } from '../../../../simulator/kernel/scheduling/multi-level-feedback';
import { NO_SCHEDULING_COSTS } from '../../../../simulator/kernel/scheduling/scheduling-costs';
import { SCHEDULING_EVENTS } from '../../../../simulator/kernel/scheduling/scheduling-events';
import { SCHEDULING_SHAPE } from '../../../../simulator/kernel/scheduling/scheduling-policy';
import { BurstProgram, COMPUTE, READ } from '../../../../simulator/kernel/threads/thread-program';
import { Events } from '../../../judging/events';
import type { Question, QuestionDefinition } from '../../../question-definition';

/** Cycles of a millisecond; a tick is one. */
const MS = 1_000;
const LEVELS = 3;

export interface Job {
  /** Milliseconds that it computes before each wait, and at last before it ends. */
  readonly bursts: readonly number[];
  /** Milliseconds of each wait. */
  readonly wait: number;
}

export interface Run {
  /** Who has the core in each millisecond: '' nobody. */
  readonly lane: readonly string[];
  /** By job: its level at the beginning of each millisecond. */
  readonly levels: readonly (readonly number[])[];
}

/** One job alone, or two, on one core where only computing takes time. @param quantum of level 0, in ms. */
export function feedback(jobs: readonly Job[], quantum: number, boost: number): Run {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const kernel = new Kernel(
    {
      ...{ cores: 1, tickCycles: MS, devices: [{ parallel: jobs.length }], costs: NO_SCHEDULING_COSTS },
      policyNumbers: [1, jobs.length, LEVELS, quantum, boost * MS],
      listingCycles: boost * MS,
      threads: jobs.map(({ bursts, wait }) => ({
        arrivalCycle: 0,
        program: new BurstProgram(
          bursts.flatMap((ms, i) => [...(i === 0 ? [] : READ(0, wait * MS)), ...COMPUTE(ms * MS)]),
        ),
      })),
    },
    new NativePolicies(
      MultiLevelFeedback,
      { ...SCHEDULING_SHAPE, methods: { ...SCHEDULING_SHAPE.methods, level: 1 }, services: { now: 0 } },
      0,
    ),
    trace,
  );
  kernel.run();
  const end = Math.ceil(trace.cycleAt(trace.length - 1) / MS);
  const lane: string[] = Array.from({ length: end }, () => '');
  const levels = jobs.map(() => Array.from({ length: end }, () => 0));
  const fill = <Value>(of: Value[], from: number, value: Value) => of.fill(value, Math.ceil(from / MS));
  for (const event of new Events(trace, SCHEDULING_EVENTS.kinds).of(
    'dispatch',
    'idle',
    'block',
    'exit',
    'level',
  ))
    if (event.name === 'level') fill(levels[event.thread], event.cycle, event.level);
    else fill(lane, event.cycle, event.name === 'dispatch' ? NAMES[event.thread] : '');
  return { lane, levels };
}

const NAMES = ['A', 'B'] as const;

function generate(random: Random): Question {
  for (;;) {
    const quantum = random.between(1, 2);
    const boost = random.between(12, 16);
    const worker: Job = { bursts: [random.between(11, 14)], wait: 0 };
    const reader: Job = {
      bursts: Array.from({ length: random.between(3, 4) }, () => random.between(1, quantum + 1)),
      wait: random.between(2, 3),
    };
    const { lane, levels } = feedback([worker, reader], quantum, boost);
    const reached = new Set(levels[0]);
    const changes = levels[1].filter((level, i) => i > 0 && level !== levels[1][i - 1]).length;
    if (lane.length > 22 || lane.length <= boost + 1 || reached.size < LEVELS || changes < 2) continue;
    return asked(worker, reader, { quantum, boost }, { lane, levels });
  }
}

function asked(
  worker: Job,
  reader: Job,
  { quantum, boost }: { quantum: number; boost: number },
  { lane, levels }: Run,
): Question {
  const moments = [1, 2, 3, 4, 5, 6].map((i) => Math.floor((i * (lane.length - 1)) / 6));
  const rows = moments.map((ms) => levels.map((own) => String(own[ms])));
  return {
    prompt: [
      `One core, a multi-level feedback queue with ${LEVELS} levels, 0 the highest. The slice of level 0 is **${quantum} ms**, and that of each further level is twice as long as the one above.`,
      '- A job enters at level 0; the first waiting job of the highest level that has one runs.\n- Who uses up a whole slice goes one level down, to the end of that queue. Who waits for a device before that stays, and comes back one level higher.\n- Each millisecond the timer ticks: then a job makes room for one of a higher level, and for one of its own level if its slice is over. A dispatch begins a new slice. A computation that ends with a tick ends first.\n- ' +
        `Every **${boost} ms** all jobs are put on level 0 again; who runs then runs on, with a new slice.`,
      `Both jobs arrive at 0, A first. **A** computes for ${worker.bursts[0]} ms. **B** computes for ${reader.bursts.join(', then ')} ms, and between two of these it waits ${reader.wait} ms for the disk. Nothing but computing takes time.`,
    ].join('\n\n'),
    parts: [
      {
        kind: 'gantt',
        id: 'core',
        label: 'Who runs in each millisecond?',
        points: 6,
        lanes: ['core'],
        slots: lane.length,
        symbols: NAMES,
        answer: [lane],
      },
      {
        kind: 'table',
        id: 'levels',
        label:
          'On which level are the jobs, right after the decisions of that moment? (Of a job that waits for the disk or is over: the last one it had.)',
        points: 4,
        pointsPer: 'row',
        columns: NAMES.map((name) => `level of ${name}`),
        rowLabels: moments.map((ms) => `at ${ms} ms`),
        given: rows.map((row) => row.map(() => null)),
        answer: rows,
      },
    ],
    explanation: [
      `A has no reason to leave the core: it uses up slices of ${quantum}, ${2 * quantum} and ${4 * quantum} ms and sinks. B leaves before its slice is over, or comes back one level higher after it sank: it goes before A, which it interrupts at the next tick.`,
      `At ${boost} ms both are on level 0 again: no job can starve below others that come back again and again.`,
    ].join('\n\n'),
    worked: [
      {
        caption: 'The run, millisecond by millisecond',
        columns: ['ms', 'runs', ...NAMES.map((name) => `level of ${name}`)],
        rows: lane.map((name, ms) => [
          String(ms),
          name === '' ? 'nobody' : name,
          ...levels.map((own) => String(own[ms])),
        ]),
      },
    ],
  };
}

export default {
  title: 'Multi-level feedback, millisecond by millisecond',
  summary: 'Follow a job that computes and one that waits for the disk through the levels of the queue.',
  rows: [71, 72],
  generate,
} satisfies QuestionDefinition;
