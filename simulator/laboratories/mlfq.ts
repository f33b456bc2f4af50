/**
 * The multi-level feedback queue of Arpaci-Dusseau's homework, with its parameters under their long names:
 *
 *      --jlist 0,180,0:100,20,0        start,length,I/O after every so many units (0: never) of each job
 *
 * Without a list, jobs are drawn from the seed; they are not those that Python would draw. The rules: feedback-queues.ts.
 */
import { Random } from '../engine/random';
import { type FeedbackJob, type FeedbackStretch, runFeedbackQueues } from './feedback-queues';
import { defineLaboratory, type Outcome } from './laboratory';
import {
  list,
  onOrOff,
  type Parameter,
  ParameterError,
  refuse,
  wholeNumber,
  wholeNumberIn,
} from './parameter';

const MAX_JOBS = 20;
const MAX_QUEUES = 10;
const MAX_TIME = 5_000;
const MAX_TIME_ON_PAGE = 1_000;

/** Of each queue, the highest first. */
function perQueue(sentence: string): Parameter<readonly number[]> {
  return list({
    ...{ item: 'N', example: '10,20,30', from: 0, to: MAX_QUEUES, initial: '', sentence },
    parseItem(given) {
      const value = wholeNumberIn(given);
      return value !== undefined && value >= 1 && value <= MAX_TIME ? value : undefined;
    },
  });
}

function parseJobs(given: string): readonly FeedbackJob[] {
  const example = 'start,length,every of each job, colons between, like 0,180,0:100,20,0';
  const texts = given === '' ? [] : given.split(':');
  if (texts.length > MAX_JOBS) refuse(`must have at most ${MAX_JOBS} jobs, got ${texts.length}`);
  return texts.map((text) => {
    const [start, length, every, ...rest] = text.split(',').map((each) => wholeNumberIn(each.trim()));
    const fits = start !== undefined && length !== undefined && every !== undefined && rest.length === 0;
    if (!fits || start > MAX_TIME || length < 1 || length > MAX_TIME)
      refuse(`has ${JSON.stringify(text.slice(0, 60))}, but must be ${example}`);
    return { start, length, every };
  });
}

const jobList: Parameter<readonly FeedbackJob[]> = {
  form: { kind: 'text' },
  sentence:
    'Each job’s start, length, and after how many units of computing it issues I/O (0: never); empty: drawn from the seed.',
  label: 'Job list',
  range: 'start,length,every of each job, colons between, like 0,180,0:100,20,0',
  sign: 'start,length,every:...',
  initial: '',
  parse: parseJobs,
};

export const mlfq = defineLaboratory({
  name: 'mlfq',
  title: 'Multi-level feedback queue',
  summary:
    'Runs jobs unit by unit under the rules of Three Easy Pieces, chapter 8, with the parameters of its homework.',
  parameters: {
    jlist: jobList,
    queues: wholeNumber({
      ...{ from: 1, to: MAX_QUEUES, initial: 3 },
      sentence: 'How many queues, unless quanta are listed.',
    }),
    quantum: wholeNumber({
      ...{ from: 1, to: MAX_TIME, initial: 10 },
      sentence: 'The time slice of every queue, unless quanta are listed.',
    }),
    'quantum-list': perQueue('The time slice of each queue, the highest first.'),
    allotment: wholeNumber({
      ...{ from: 1, to: MAX_TIME, initial: 1 },
      sentence: 'How many slices a job has in a queue before it moves down.',
    }),
    'allotment-list': perQueue('The same of each queue, the highest first.'),
    boost: wholeNumber({
      ...{ from: 0, to: MAX_TIME, initial: 0 },
      sentence: 'How often all jobs move to the highest queue; 0: never.',
    }),
    iotime: wholeNumber({
      ...{ from: 0, to: MAX_TIME, initial: 5, label: 'I/O time' },
      sentence: 'How long an I/O takes.',
    }),
    stay: onOrOff({ sentence: 'Who issues I/O stays in its queue and begins anew there (rules 4a and 4b).' }),
    iobump: onOrOff({ sentence: 'Who comes back from I/O goes to the front of its queue.' }),
    'num-jobs': wholeNumber({
      ...{ from: 1, to: MAX_JOBS, initial: 3 },
      sentence: 'How many jobs are drawn.',
    }),
    maxlen: wholeNumber({
      ...{ from: 1, to: 200, initial: 100, label: 'Longest' },
      sentence: 'The greatest length of a job that is drawn.',
    }),
    maxio: wholeNumber({
      ...{ from: 1, to: 200, initial: 10, label: 'Rarest I/O' },
      sentence: 'The most units between two I/Os of a job that is drawn.',
    }),
    seed: wholeNumber({ ...{ from: 0, to: 1_000_000, initial: 0 }, sentence: 'What jobs are drawn from.' }),
  },
  examples: [
    { title: 'A short job comes (figure 8.3)', setting: { jlist: '0,180,0:100,20,0' } },
    { title: 'One computes, one reads', setting: { jlist: '0,175,0:50,25,1' } },
    { title: 'Starved by two that read', setting: { jlist: '0,60,0:20,40,2:20,40,2', iotime: '2' } },
    {
      title: 'The same with a boost',
      setting: { jlist: '0,60,0:20,40,2:20,40,2', iotime: '2', boost: '25' },
    },
    {
      title: 'Gaming: I/O just before the slice ends',
      setting: { jlist: '0,80,0:0,60,9', iotime: '1', stay: 'on' },
    },
    { title: 'Longer slices below', setting: { jlist: '0,140,0:0,140,0', 'quantum-list': '10,20,40' } },
  ],
  run(setting, place) {
    const most = place === 'page' ? MAX_TIME_ON_PAGE : MAX_TIME;
    const { queues, quantum, allotment, boost, iotime, stay, iobump, jlist } = setting;
    const listed = setting['quantum-list'];
    const quanta = listed.length > 0 ? listed : Array.from({ length: queues }, () => quantum);
    const allotted = setting['allotment-list'];
    if (allotted.length > 0 && allotted.length !== quanta.length)
      throw new ParameterError(
        'allotment-list',
        `must have one item for each of the ${quanta.length} queues, got ${allotted.length}`,
      );
    const jobs = jlist.length > 0 ? jlist : drawn(setting);
    const segments = runFeedbackQueues(
      jobs,
      {
        ...{ quanta, boost, stay, ioTime: iotime, bump: iobump },
        allotments: allotted.length > 0 ? allotted : quanta.map(() => allotment),
      },
      most,
    );
    if (segments === undefined)
      throw new ParameterError('jlist', `takes more than ${most} units of time; take shorter jobs`);
    return inParts(segments, jobs, quanta.length);
  },
});

function drawn(of: {
  seed: number;
  'num-jobs': number;
  maxlen: number;
  maxio: number;
}): readonly FeedbackJob[] {
  const random = new Random(of.seed);
  return Array.from({ length: of['num-jobs'] }, () => ({
    start: 0,
    length: random.between(1, of.maxlen),
    every: random.between(1, of.maxio),
  }));
}

function inParts(
  segments: readonly FeedbackStretch[],
  jobs: readonly FeedbackJob[],
  queues: number,
): Outcome {
  const begins: number[] = [];
  const ends: number[] = [];
  for (const { job, from, to } of segments) {
    begins[job] ??= from;
    ends[job] = to;
  }
  const times = jobs.map(({ start, length }, job) => ({
    ...{ start, length, response: begins[job] - start, turnaround: ends[job] - start },
  }));
  const mean = (of: 'response' | 'turnaround') =>
    times.reduce((sum, each) => sum + each[of], 0) / times.length;
  const average = { response: mean('response'), turnaround: mean('turnaround') };
  return {
    json: { segments, jobs: times, average },
    parts: [
      {
        title: 'Who runs at which priority',
        picture: {
          kind: 'bars',
          axis: 'time',
          to: Math.max(...ends),
          lanes: Array.from({ length: queues }, (_, index) => queues - 1 - index).map((priority) => ({
            label: `priority ${priority}`,
            spans: segments
              .filter((segment) => segment.priority === priority)
              .map(({ job, from, to }) => ({ from, to, label: String(job), tone: job })),
          })),
        },
        table: {
          columns: ['job', 'priority', 'begins', 'ends'],
          rows: segments.map(({ job, priority, from, to }) => [job, priority, from, to]),
        },
      },
      {
        title: 'Jobs',
        table: {
          columns: ['job', 'start', 'length', 'I/O every', 'response', 'turnaround'],
          rows: [
            ...times.map(({ start, length, response, turnaround }, job) => [
              ...[job, start, length, jobs[job].every, response, turnaround],
            ]),
            [
              'average',
              '',
              '',
              '',
              ...[average.response, average.turnaround].map((value) => Math.round(value * 100) / 100),
            ],
          ],
        },
      },
    ],
  };
}
