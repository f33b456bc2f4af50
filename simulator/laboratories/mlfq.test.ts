/** The feedback queues agree with the homework of Arpaci-Dusseau, chapter 8, and with its rules. */
import { expect, test } from 'vitest';
import { tryLaboratory } from './laboratory';
import { mlfq } from './mlfq';

interface Result {
  readonly segments: readonly {
    readonly job: number;
    readonly priority: number;
    readonly from: number;
    readonly to: number;
  }[];
  readonly jobs: readonly { readonly response: number; readonly turnaround: number }[];
  readonly average: { readonly response: number; readonly turnaround: number };
}

type Setting = Readonly<Record<string, string>>;
const attempt = (setting: Setting) => tryLaboratory(mlfq, setting, 'command');

function run(setting: Setting): Result {
  const trial = attempt(setting);
  if (!('outcome' in trial)) throw new Error(JSON.stringify(trial.problems));
  return trial.outcome.json as Result;
}

/** `0@2 0-10`: job 0 at priority 2 from 0 to 10. */
const chart = ({ segments }: Result) =>
  segments.map(({ job, priority, from, to }) => `${job}@${priority} ${from}-${to}`).join(', ');

test('the homework’s three jobs: its figures of response and turnaround', () => {
  const { jobs, average } = run({ jlist: '0,84,7:0,42,3:0,51,4' });
  expect(jobs.map(({ response, turnaround }) => [response, turnaround])).toEqual([
    [0, 180],
    [7, 161],
    [10, 171],
  ]);
  expect([average.response.toFixed(2), average.turnaround.toFixed(2)]).toEqual(['5.67', '170.67']);
});

test('figure 8.3: a long job sinks, a short one comes in at the top and is done', () => {
  expect(chart(run({ jlist: '0,180,0:100,20,0' }))).toBe(
    '0@2 0-10, 0@1 10-20, 0@0 20-100, 1@2 100-110, 1@1 110-120, 0@0 120-200',
  );
});

test('rule 4: quanta add up, however they are interrupted', () => {
  // Three units a turn: the slice of five is over in the second turn.
  expect(chart(run({ jlist: '0,8,3', quantum: '5', iotime: '1' }))).toBe(
    '0@2 0-3, 0@2 4-6, 0@1 6-7, 0@1 8-10',
  );
});

test('with stay, I/O before the end of the slice keeps the job at the top', () => {
  const of = (setting: Setting) => run({ jlist: '0,30,0:0,30,4', quantum: '5', iotime: '1', ...setting });
  const lowest = (result: Result) =>
    Math.min(...result.segments.filter(({ job }) => job === 1).map(({ priority }) => priority));
  expect([lowest(of({})), lowest(of({ stay: 'on' }))]).toEqual([0, 2]);
});

test('rule 5: a boost brings all to the top, with a whole quantum', () => {
  expect(chart(run({ jlist: '0,14,0', quantum: '2', boost: '7' }))).toBe(
    '0@2 0-2, 0@1 2-4, 0@0 4-7, 0@2 7-9, 0@1 9-11, 0@0 11-14',
  );
});

test('who comes back waits behind the others, or with iobump goes first', () => {
  const of = (setting: Setting) =>
    chart(run({ jlist: '0,2,1:0,9,0', queues: '1', quantum: '3', iotime: '1', ...setting }));
  expect(of({})).toBe('0@0 0-1, 1@0 1-4, 0@0 4-5, 1@0 5-11');
  expect(of({ iobump: 'on' })).toBe('0@0 0-1, 1@0 1-2, 0@0 2-3, 1@0 3-11');
});

test('quanta and allotments of each queue', () => {
  expect(chart(run({ jlist: '0,12,0', 'quantum-list': '1,2,3', 'allotment-list': '2,3,1' }))).toBe(
    '0@2 0-2, 0@1 2-8, 0@0 8-12',
  );
});

test('drawn jobs are the same for the same seed', () => {
  expect(run({ seed: '5' })).toEqual(run({ seed: '5' }));
  expect(run({ seed: '5' }).jobs).not.toEqual(run({ seed: '6' }).jobs);
});

test.each([
  [{ jlist: '0,5' }, 'jlist', 'has "0,5"'],
  [{ jlist: '0,0,0' }, 'jlist', 'has "0,0,0"'],
  [{ jlist: '0,5000,1', iotime: '5000' }, 'jlist', 'takes more than 5000 units'],
  [{ 'quantum-list': '0,1' }, 'quantum-list', 'has "0"'],
  [{ 'allotment-list': '1,2' }, 'allotment-list', 'one item for each of the 3 queues, got 2'],
])('%o is refused at its parameter', (setting, parameter, problem) => {
  expect(attempt(setting as Setting)).toEqual({
    problems: { [parameter]: expect.stringContaining(problem) },
  });
});
