/**
 * The demand pager's faults, and the laboratories against the simulators of Operating Systems: Three Easy Pieces, where
 * Python is there and OSTEP_HOMEWORK names a clone of github.com/remzi-arpacidusseau/ostep-homework. The same input, and
 * results that are compared. On large inputs, what a Python that does nothing takes is taken off Python's time, as ours is
 * without starting anything; on the book's own homework, which a student runs, it counts: the page is open. Python writes each step as a line, into nothing, and our laboratories keep it as numbers; only
 * paging-policy.py can leave its lines out, which is measured too.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Benchmark, type BenchmarkReport, median } from '../../scripts/benchmark';
import { Random } from '../engine/random';
import { Trace } from '../engine/trace';
import { DemandPager, PAGING_EVENTS } from '../kernel/memory/paging/demand-pager';
import { PageReplacement } from '../kernel/memory/paging/page-replacement';
import { replace } from '../kernel/memory/replacement';
import { runFeedbackQueues } from './feedback-queues';
import { translate } from './paging';
import { schedule } from './scheduling';

const FRAMES = 32;
const PAGES = 256;
const FAULTING = 20_000;
const REFERENCES = 100_000;
const JOBS = Array.from({ length: 50 }, (_, job) => 1_000 + 20 * job);
const FEEDBACK_JOBS = Array.from({ length: 20 }, (_, job) => ({
  ...{ start: 10 * job, length: 2_000 + 100 * job, every: job % 4 === 0 ? 0 : 5 + job },
}));
const FEEDBACK_RULES = {
  ...{ quanta: [10, 20, 40], allotments: [1, 1, 1], boost: 0, ioTime: 5, stay: false, bump: false },
};
/** Of scheduler.py, by their names there. */
const SCHEDULERS = { FIFO: 'fcfs', SJF: 'sjf', RR: 'rr' } as const;
const ADDRESSES = 20_000;
const SPACE_BYTES = 65_536;
const PAGE_BYTES = 4_096;
/** The fastest of so many counts; the first ones warm up. */
const OWN_RUNS = 20;
const PYTHON_RUNS = 3;

function timedMs(work: () => void): number {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
}

function fastestMs(runs: number, work: () => unknown): number {
  return Math.min(...Array.from({ length: runs }, () => timedMs(() => void work())));
}

function faultsPerSecond(): number {
  const random = new Random('faults');
  const trace = new Trace(PAGING_EVENTS.kinds);
  const pager = new DemandPager({ frames: FRAMES, pages: PAGES, stored: PAGES, trace });
  pager.use(new PageReplacement(pager, FRAMES));
  const ms = timedMs(() => {
    for (let i = 0; i < FAULTING; i++)
      if (random.below(3) === 0) pager.store(random.below(PAGES), i);
      else pager.load(random.below(PAGES));
  });
  return (1_000 * pager.faults) / ms;
}

interface Textbook {
  /** Without, and with what it takes to start. */
  readonly ms: number;
  readonly wholeMs: number;
  readonly output: string;
}

/** @returns undefined without the clone, or without Python. */
function runPython(...given: readonly string[]): Textbook | undefined {
  const folder = process.env.OSTEP_HOMEWORK;
  if (folder === undefined) return undefined;
  const [script, ...args] = given;
  const words = [join(folder, script), ...args];
  const output = spawnSync('python3', words, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (output.status !== 0) return undefined;
  const ms = (command: readonly string[]) =>
    fastestMs(PYTHON_RUNS, () => spawnSync('python3', command, { stdio: 'ignore' }));
  const wholeMs = ms(words);
  return { wholeMs, ms: wholeMs - ms(['-c', 'import optparse, random']), output: output.stdout };
}

/** Numbers of every line of the book's program that begins so. */
function numbersOf({ output }: Textbook, line: RegExp): number[][] {
  return output
    .split('\n')
    .filter((each) => line.test(each))
    .map((each) => (each.match(/-?\d+(\.\d+)?/g) ?? []).map(Number));
}

/** @param results of ours and of the book's: the same rows of numbers. */
function beside(
  report: BenchmarkReport,
  name: string,
  own: () => unknown,
  python: Textbook | undefined,
  results: () => readonly [ours: unknown, theirs: unknown],
  isWhole = false,
): void {
  const [ours, theirs] = python === undefined ? [0, 0] : results().map((each) => JSON.stringify(each));
  if (ours !== theirs) throw new Error(`${name}: ${ours} here and ${theirs} there`);
  const ownMs = fastestMs(OWN_RUNS, own);
  report.line(name, ownMs, 'ms', {
    aim: 'a fiftieth of its Python',
    ...(python !== undefined && {
      ratio: (isWhole ? python.wholeMs : python.ms) / ownMs,
      baseline: `faster than its Python${isWhole ? ', its start included' : ''}`,
    }),
  });
}

function replacements(report: BenchmarkReport): void {
  const random = new Random('references');
  const references = Array.from({ length: REFERENCES }, () => random.below(PAGES));
  const folder = mkdtempSync(join(tmpdir(), 'runqueue-bench-'));
  try {
    const file = join(folder, 'references.txt');
    writeFileSync(file, `${references.join('\n')}\n`);
    for (const policy of ['FIFO', 'LRU', 'OPT'] as const)
      for (const [what, option, run] of [
        ['each step', [], () => replace(policy, references, FRAMES).held()],
        ['hits alone', ['-N'], () => replace(policy, references, FRAMES)],
      ] as const) {
        const python = runPython(
          ...['vm-beyondphys-policy/paging-policy.py', '-f', file, '-p', policy, '-C', `${FRAMES}`, '-c'],
          ...option,
        );
        beside(
          report,
          `${REFERENCES} references under ${policy}, ${what}: paging-policy.py`,
          run,
          python,
          () => [
            replace(policy, references, FRAMES).faults,
            numbersOf(python as Textbook, /^FINALSTATS/)[0][1],
          ],
        );
      }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Jobs that come at once, under a policy of scheduler.py. */
function scheduled(policy: keyof typeof SCHEDULERS, lengths: readonly number[]) {
  const jobs = lengths.map((length) => ({ arrival: 0, length, priority: 0 }));
  const own = () => {
    const { result, trace } = schedule(
      { policy: SCHEDULERS[policy], quantum: 1, jobs, cores: 1, io: [], 'switch-cost': 0 },
      lengths.reduce((sum, length) => sum + length),
    );
    trace.release();
    return result;
  };
  const given = ['-p', policy, '-q', '1', '-l', lengths.join(','), '-c'];
  const python = runPython('cpu-sched/scheduler.py', ...given);
  const results = () =>
    [
      own().jobs.map(({ response, turnaround, waiting }, job) => [job, response, turnaround, waiting]),
      numbersOf(python as Textbook, /^ {2}Job .*Response/),
    ] as const;
  return { own, python, results };
}

function roundRobin(report: BenchmarkReport): void {
  const { own, python, results } = scheduled('RR', JOBS);
  beside(report, `${JOBS.length} jobs in turn, one unit each: scheduler.py`, own, python, results);
}

/** Questions 1 to 3 of its homework. */
function homework(report: BenchmarkReport): void {
  for (const lengths of [
    [200, 200, 200],
    [100, 200, 300],
  ])
    for (const policy of ['FIFO', 'SJF', 'RR'] as const) {
      const { own, python, results } = scheduled(policy, lengths);
      beside(
        report,
        `homework, jobs of ${lengths} under ${policy}: scheduler.py`,
        own,
        python,
        results,
        true,
      );
    }
}

function feedback(report: BenchmarkReport): void {
  const own = () => runFeedbackQueues(FEEDBACK_JOBS, FEEDBACK_RULES, Number.POSITIVE_INFINITY) ?? [];
  const python = runPython(
    ...['cpu-sched-mlfq/mlfq.py', '-Q', FEEDBACK_RULES.quanta.join(','), '-c', '-l'],
    FEEDBACK_JOBS.map(({ start, length, every }) => `${start},${length},${every}`).join(':'),
  );
  beside(report, `${FEEDBACK_JOBS.length} jobs in feedback queues: mlfq.py`, own, python, () => {
    const stretches = own();
    const times = FEEDBACK_JOBS.map(({ start }, job) => {
      const its = stretches.filter((stretch) => stretch.job === job);
      return [job, start, its[0].from - start, (its.at(-1)?.to ?? 0) - start];
    });
    return [times, numbersOf(python as Textbook, /^ {2}Job .*response/)];
  });
}

function translations(report: BenchmarkReport): void {
  const random = new Random('addresses');
  const addresses = Array.from({ length: ADDRESSES }, () => random.below(SPACE_BYTES));
  const python = runPython(
    ...['vm-paging/paging-linear-translate.py', '-a', `${SPACE_BYTES}`, '-p', `${16 * SPACE_BYTES}`],
    ...['-P', `${PAGE_BYTES}`, '-u', '70', '-c', '-A', addresses.join(',')],
  );
  /** As the book's program draws it. */
  const entries = python?.output.match(/^ {2}0x[0-9a-f]{8}$/gm)?.map(Number) ?? [0];
  const table = entries.map((entry) =>
    entry === 0 ? ('not present' as const) : { frame: entry & 0xffff, allowed: 'rwx' },
  );
  const own = () => addresses.map((address) => translate({ address, kind: 'r' }, table, PAGE_BYTES));
  beside(report, `${ADDRESSES} addresses: paging-linear-translate.py`, own, python, () => [
    own().map(({ physical }) => physical),
    [...(python as Textbook).output.matchAll(/^ {2}VA .*-->(?: Invalid|.*\(decimal +(\d+)\))? /gm)].map(
      ([, physical]) => Number(physical ?? -1),
    ),
  ]);
}

const bench: Benchmark = async (report) => {
  report.line(
    'page faults of the demand pager, the disk included',
    await median(5, faultsPerSecond),
    'faults/s',
  );
  replacements(report);
  homework(report);
  roundRobin(report);
  feedback(report);
  translations(report);
};

export default bench;
