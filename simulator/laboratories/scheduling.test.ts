/** The scheduling laboratory agrees with the worked examples of the textbooks, and its figures with each other. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tryLaboratory } from './laboratory';
import { type SchedulingResult, scheduling } from './scheduling';

type Setting = Readonly<Record<string, string>>;

const attempt = (setting: Setting) => tryLaboratory(scheduling, setting, 'command');

function run(setting: Setting): SchedulingResult {
  const trial = attempt(setting);
  if (!('outcome' in trial)) throw new Error(JSON.stringify(trial.problems));
  return trial.outcome.json as SchedulingResult;
}

/** `0:0-7` for job 0 from 0 to 7, with its core in front where it is not core 0. */
const chart = ({ segments }: SchedulingResult) =>
  segments.map(({ core, job, from, to }) => `${core === 0 ? '' : `c${core} `}${job}:${from}-${to}`).join(' ');

describe('textbook tables', () => {
  test.each([
    ['fcfs', '0:24,0:3,0:3', '', { waiting: 17 }],
    ['fcfs', '0:3,0:3,0:24', '', { waiting: 3 }],
    ['sjf', '0:6,0:8,0:7,0:3', '', { waiting: 7 }],
    ['srtf', '0:8,1:4,2:9,3:5', '', { waiting: 6.5 }],
    ['sjf', '0:8,1:4,2:9,3:5', '', { waiting: 7.75 }],
    ['rr', '0:24,0:3,0:3', '4', { waiting: 17 / 3 }],
    ['priority', '0:10:3,0:1:1,0:2:4,0:1:5,0:5:2', '20', { waiting: 8.2 }],
  ] as const)('Silberschatz, chapter 5: %s of %s', (policy, jobs, quantum, average) => {
    expect(run({ policy, jobs, ...(quantum && { quantum }) }).average).toMatchObject(average);
  });

  test('Silberschatz, chapter 5: priorities, equals in turns of 2', () => {
    const result = run({ policy: 'priority', quantum: '2', jobs: '0:4:3,0:5:2,0:8:2,0:7:1,0:3:3' });
    expect(chart(result)).toBe(
      '3:0-7 1:7-9 2:9-11 1:11-13 2:13-15 1:15-16 2:16-20 0:20-22 4:22-24 0:24-26 4:26-27',
    );
  });

  test.each([
    ['fcfs', '0:10,0:10,0:10', '', { turnaround: 20 }],
    ['fcfs', '0:100,0:10,0:10', '', { turnaround: 110 }],
    ['sjf', '0:100,0:10,0:10', '', { turnaround: 50 }],
    ['sjf', '0:100,10:10,10:10', '', { turnaround: 310 / 3 }],
    ['srtf', '0:100,10:10,10:10', '', { turnaround: 50 }],
    ['sjf', '0:5,0:5,0:5', '', { response: 5 }],
    ['rr', '0:5,0:5,0:5', '1', { response: 1, turnaround: 14 }],
  ] as const)('Arpaci-Dusseau, chapter 7: %s of %s', (policy, jobs, quantum, average) => {
    expect(run({ policy, jobs, ...(quantum && { quantum }) }).average).toMatchObject(average);
  });

  test('the issue’s own example, whole', () => {
    expect(run({ policy: 'rr', quantum: '4', jobs: '0:8,1:4,2:9' })).toEqual({
      segments: [
        { core: 0, job: 0, from: 0, to: 4 },
        { core: 0, job: 1, from: 4, to: 8 },
        { core: 0, job: 2, from: 8, to: 12 },
        { core: 0, job: 0, from: 12, to: 16 },
        { core: 0, job: 2, from: 16, to: 21 },
      ],
      jobs: [
        { arrival: 0, length: 8, response: 0, turnaround: 16, waiting: 8 },
        { arrival: 1, length: 4, response: 3, turnaround: 7, waiting: 3 },
        { arrival: 2, length: 9, response: 6, turnaround: 19, waiting: 10 },
      ],
      average: { response: 3, turnaround: 14, waiting: 7 },
    });
  });
});

describe('what else a machine has', () => {
  test('I/O leaves the core to others, and counts as no waiting', () => {
    const result = run({ policy: 'fcfs', jobs: '0:4,0:3', io: '0:2:5' });
    expect(chart(result)).toBe('0:0-2 1:2-5 0:7-9');
    expect(result.jobs.map(({ waiting }) => waiting)).toEqual([0, 2]);
  });

  test('whoever finishes with a wait due does not wait', () => {
    expect(chart(run({ policy: 'fcfs', jobs: '0:4', io: '0:4:5' }))).toBe('0:0-4');
  });

  test('switching takes its time before each segment, also the first one', () => {
    expect(chart(run({ policy: 'rr', quantum: '2', jobs: '0:4,0:2', 'switch-cost': '1' }))).toBe(
      '0:1-3 1:4-6 0:7-9',
    );
    // Alone it is not switched away from.
    expect(chart(run({ policy: 'rr', quantum: '2', jobs: '0:6', 'switch-cost': '1' }))).toBe('0:1-7');
  });

  test('two cores share one queue', () => {
    expect(chart(run({ policy: 'srtf', cores: '2', jobs: '0:5,0:4,1:1' }))).toBe(
      '0:0-1 c1 1:0-4 2:1-2 0:2-6',
    );
  });

  test('feedback: a job that computes sinks, so that one that comes back runs at once', () => {
    expect(chart(run({ policy: 'mlfq', quantum: '1', jobs: '0:10,0:3', io: '1:1:4' }))).toBe(
      '0:0-1 1:1-2 0:2-6 1:6-7 0:7-11 1:11-12 0:12-13',
    );
  });

  test('a job that ends as a better one comes has ended', () => {
    expect(chart(run({ policy: 'priority', jobs: '0:3:5,3:4:1' }))).toBe('0:0-3 1:3-7');
    expect(run({ policy: 'priority', jobs: '0:3:5,3:4:1' }).jobs[0].turnaround).toBe(3);
    // And one that reads then reads at once.
    expect(chart(run({ policy: 'priority', jobs: '0:6:5,3:4:1', io: '0:3:2' }))).toBe('0:0-3 1:3-7 0:7-10');
  });

  test('o1: slices by nice value, best first, and nobody again before all others had theirs', () => {
    // 100, 75 and 50 ms, where a quantum is 100 ms.
    expect(chart(run({ policy: 'o1', quantum: '4', jobs: '0:8:10,0:8:5,0:8:0' }))).toBe(
      '2:0-4 1:4-7 0:7-9 2:9-13 1:13-16 0:16-18 1:18-20 0:20-24',
    );
    // A nice value of 1 has 95 ms.
    expect(chart(run({ policy: 'o1', quantum: '1', jobs: '0:1:1,0:1:0' }))).toBe('1:0-1 0:1-2');
  });

  test('o1: a better job that comes takes the core, and the displaced one goes on with its slice', () => {
    expect(chart(run({ policy: 'o1', quantum: '4', jobs: '0:8:0,2:4:-10' }))).toBe('0:0-2 1:2-6 0:6-12');
    expect(run({ policy: 'o1', quantum: '4', jobs: '0:2:5,2:4:0' }).jobs[0].turnaround).toBe(2);
  });

  test('completely fair: while three run, the shares are those of their weights', () => {
    const { segments } = run({ policy: 'cfs', quantum: '1', jobs: '0:300,0:300:5,0:300:5' });
    const until = (end: number, job: number) =>
      segments.reduce(
        (sum, each) => sum + (each.job === job && each.from < end ? Math.min(each.to, end) - each.from : 0),
        0,
      );
    // Weights 1024, 335, 335.
    expect(until(300, 0) / 300).toBeCloseTo(1024 / 1694, 1);
    expect(until(300, 1) / 300).toBeCloseTo(335 / 1694, 1);
  });
});

test('whatever runs: nobody is on two cores, no core has two, and every job gets its length', () => {
  const jobs = fc.array(fc.tuple(fc.nat({ max: 12 }), fc.integer({ min: 1, max: 9 })), {
    minLength: 1,
    maxLength: 6,
  });
  const policies = fc.constantFrom('fcfs', 'sjf', 'srtf', 'rr', 'priority', 'mlfq', 'o1', 'cfs');
  fc.assert(
    fc.property(
      jobs,
      policies,
      fc.integer({ min: 1, max: 3 }),
      fc.nat({ max: 2 }),
      (table, policy, cores, cost) => {
        const result = run({
          ...{ policy, cores: String(cores), quantum: '2', 'switch-cost': String(cost), io: '0:2:3' },
          jobs: table.map(([arrival, length], job) => `${arrival}:${length}:${job}`).join(','),
        });
        const overlap = (of: 'core' | 'job') =>
          result.segments.some((a) =>
            result.segments.some((b) => a !== b && a[of] === b[of] && a.from < b.to && b.from < a.to),
          );
        expect([overlap('core'), overlap('job')]).toEqual([false, false]);
        for (const [job, [arrival, length]] of table.entries()) {
          const own = result.segments.filter((each) => each.job === job);
          expect(own.reduce((sum, { from, to }) => sum + to - from, 0)).toBeCloseTo(length, 9);
          expect(own[0].from).toBeGreaterThanOrEqual(arrival);
          expect(result.jobs[job].waiting).toBeGreaterThanOrEqual(0);
          expect(result.jobs[job].turnaround).toBeCloseTo((own.at(-1)?.to ?? 0) - arrival, 9);
        }
      },
    ),
    { seed: 11, numRuns: 150 },
  );
});

test.each([
  [{ jobs: '0:8,x' }, 'jobs', 'has "x"'],
  [{ jobs: '0:0' }, 'jobs', 'has "0:0"'],
  [{ jobs: '' }, 'jobs', 'must have from 1 to 50 items'],
  [{ jobs: Array.from({ length: 51 }, () => '0:1').join(',') }, 'jobs', 'got 51'],
  [{ policy: 'cfs', jobs: '0:1:20' }, 'jobs', 'from -20 to 19 for cfs, got 20 of job 0'],
  [{ policy: 'o1', jobs: '0:1:-21' }, 'jobs', 'from -20 to 19 for o1'],
  [{ policy: 'o1', quantum: '1', jobs: '0:101:19' }, 'quantum', 'makes 2020 slices'],
  [{ policy: 'priority', jobs: '0:1:-1' }, 'jobs', 'from 0 to 99'],
  [{ io: '9:1:1' }, 'io', 'names job 9; with 4 jobs they are 0 to 3'],
  [{ io: '1:1:1,1:2:2' }, 'io', 'names job 1 twice'],
  [{ quantum: '1', jobs: '0:1000000' }, 'quantum', 'makes 1000000 slices'],
  [{ policy: 'fcfs', jobs: '0:1000000', io: '0:1:1' }, 'io', 'makes 1000000 waits'],
])('%o is refused at its parameter', (setting, parameter, problem) => {
  expect(attempt(setting)).toEqual({ problems: { [parameter]: expect.stringContaining(problem) } });
});
