/**
 * Average waiting time under FCFS, SJF, SRTF and RR from a random job table, and the Gantt chart of one of them.
 *
 * The answers come from the scheduling machine without costs. A table on which two of the policies wait equally
 * long, or on which SRTF or RR never preempts, is drawn again: it would not tell them apart. Ties as in
 * simulator/laboratories/ideal-schedule.ts; the prompt says them.
 */
import type { Random } from '../../../../simulator/engine/random';
import type { IdealPolicy, IdealSchedule, Job } from '../../../../simulator/laboratories/ideal-schedule';
import { idealSchedule } from '../../../../simulator/laboratories/ideal-schedule';
import type { Grid, Question, QuestionDefinition } from '../../../question-definition';

const ASKED = ['FCFS', 'SJF', 'SRTF', 'RR'] as const;
const NAMES = ['A', 'B', 'C', 'D', 'E'] as const;
const MAX_SLOTS = 26;

const RULE: Record<IdealPolicy, string> = {
  FCFS: '**FCFS**: in order of arrival, each until it is done',
  SJF: '**SJF**: of the waiting jobs the shortest, until it is done; of equals the earlier letter',
  SRTF: '**SRTF**: always the job with the least time remaining; a job that arrives preempts only if it has strictly less left; of equal waiting jobs the earlier letter',
  RR: '**RR**: a queue; whose quantum is over goes to its end, behind a job that arrives at that moment. If nobody waits, the job begins a new quantum',
};

interface Variant {
  readonly jobs: readonly Job[];
  readonly quantum: number;
  readonly schedules: Readonly<Record<IdealPolicy, IdealSchedule>>;
}

function draw(random: Random): Variant {
  for (;;) {
    const jobs = Array.from({ length: random.between(4, 5) }, (_, index) => ({
      arrival: index === 0 ? 0 : random.between(0, 8),
      burst: random.between(1, 8),
    }));
    const quantum = random.between(2, 3);
    const schedules = {
      FCFS: idealSchedule('FCFS', jobs),
      SJF: idealSchedule('SJF', jobs),
      SRTF: idealSchedule('SRTF', jobs),
      RR: idealSchedule('RR', jobs, quantum),
    };
    const all = ASKED.map((policy) => schedules[policy]);
    const different = new Set(all.map((each) => each.averageWaiting)).size === ASKED.length;
    const preempts = [schedules.SRTF, schedules.RR].every((each) => stretches(each) > jobs.length);
    if (different && preempts && schedules.FCFS.slots.length <= MAX_SLOTS)
      return { jobs, quantum, schedules };
  }
}

/** How often a job begins or goes on after another one. */
function stretches({ slots }: IdealSchedule): number {
  return slots.filter((job, slot) => job >= 0 && job !== slots[slot - 1]).length;
}

const symbol = (job: number) => (job < 0 ? '' : NAMES[job]);

/** Who runs in each unit of time, and per job when it was finished and how long it waited. */
function chartGrid(policy: IdealPolicy, schedule: IdealSchedule): Grid {
  return {
    caption: `${policy}: average waiting time ${decimal(schedule.averageWaiting)}`,
    columns: ['time', ...schedule.slots.map((_, time) => String(time))],
    rows: [['runs', ...schedule.slots.map(symbol)]],
  };
}

function timesGrid({ jobs, schedules }: Variant): Grid {
  return {
    caption: 'Waiting time = finish - arrival - burst',
    columns: [
      'job',
      'arrival',
      'burst',
      ...ASKED.flatMap((policy) => [`${policy} finish`, `${policy} waits`]),
    ],
    rows: jobs.map((job, index) => [
      NAMES[index],
      String(job.arrival),
      String(job.burst),
      ...ASKED.flatMap((policy) => [
        String(schedules[policy].finish[index]),
        String(schedules[policy].waiting[index]),
      ]),
    ]),
  };
}

/** Averages over 4 or 5 jobs end after two digits. */
function decimal(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function generate(random: Random): Question {
  const variant = draw(random);
  const { jobs, quantum, schedules } = variant;
  const charted = random.pick(['SJF', 'SRTF', 'RR'] as const);
  const { slots } = schedules[charted];
  return {
    prompt: [
      'One core, and the jobs in the table. They only compute; switching takes no time. Of jobs that arrive at the same time, the one with the earlier letter comes first.',
      `How long do the jobs wait on average under each policy, and who runs when under **${charted}**? The quantum of RR is **${quantum}**.`,
      ASKED.map((policy) => `- ${RULE[policy]}.`).join('\n'),
    ].join('\n\n'),
    given: {
      caption: 'Jobs',
      columns: ['job', 'arrival', 'burst'],
      rows: jobs.map(({ arrival, burst }, index) => [NAMES[index], String(arrival), String(burst)]),
    },
    parts: [
      {
        kind: 'gantt',
        id: 'chart',
        label: `Who runs under ${charted} in each unit of time (leave it blank where the core idles)`,
        points: 4,
        lanes: ['core'],
        slots: slots.length,
        symbols: jobs.map((_, index) => NAMES[index]),
        answer: [slots.map(symbol)],
      },
      ...ASKED.map((policy) => ({
        kind: 'number' as const,
        id: `waiting-${policy.toLowerCase()}`,
        label: `Average waiting time under ${policy}${policy === 'RR' ? `, quantum ${quantum}` : ''}`,
        points: 2,
        answer: schedules[policy].averageWaiting,
        tolerance: 0.01,
        unit: 'units of time',
      })),
    ],
    explanation: [
      'Draw the chart first; then a job has waited for as long as it was there without running: finish - arrival - burst.',
      ASKED.map((policy) => {
        const { waiting, averageWaiting } = schedules[policy];
        return `- ${policy}: (${waiting.join(' + ')}) / ${jobs.length} = ${decimal(averageWaiting)}`;
      }).join('\n'),
      'No policy waits less on average than SRTF. RR waits longer, but nobody waits long for a first turn.',
    ].join('\n\n'),
    worked: [...ASKED.map((policy) => chartGrid(policy, schedules[policy])), timesGrid(variant)],
  };
}

export default {
  title: 'Average waiting time under four policies',
  summary:
    'Follow FCFS, SJF, SRTF and round robin over a table of jobs, draw a Gantt chart, compare the waits.',
  rows: [63, 64, 66, 70],
  generate,
} satisfies QuestionDefinition;
