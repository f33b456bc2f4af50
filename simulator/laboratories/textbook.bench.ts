/**
 * The demand pager's faults, and textbooks' questions against the simulators of Operating Systems: Three Easy Pieces, where
 * Python is there and OSTEP_HOMEWORK names a clone of github.com/remzi-arpacidusseau/ostep-homework. The same input; of
 * Python's time what a Python that does nothing takes is taken off. Both tell every step.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Benchmark, type BenchmarkReport, median } from '../../scripts/benchmark';
import { NativePolicies } from '../engine/native-policies';
import { Random } from '../engine/random';
import { Trace } from '../engine/trace';
import { Kernel } from '../kernel/kernel';
import { DemandPager, PAGING_EVENTS } from '../kernel/memory/paging/demand-pager';
import { PageReplacement } from '../kernel/memory/paging/page-replacement';
import { replace } from '../kernel/memory/replacement';
import { RoundRobin } from '../kernel/scheduling/round-robin';
import { NO_SCHEDULING_COSTS } from '../kernel/scheduling/scheduling-costs';
import { SCHEDULING_EVENTS } from '../kernel/scheduling/scheduling-events';
import { SCHEDULING_SHAPE } from '../kernel/scheduling/scheduling-policy';
import { BurstProgram, COMPUTE } from '../kernel/threads/thread-program';

const FRAMES = 32;
const PAGES = 256;
const FAULTING = 20_000;
const REFERENCES = 100_000;
const JOBS = Array.from({ length: 50 }, (_, job) => 1_000 + 20 * job);

function timedMs(work: () => void): number {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
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

/** By the kernel, on one core where only computing takes time. */
function inTurn(): void {
  const kernel = new Kernel(
    {
      ...{ cores: 1, tickCycles: 1, devices: [], policyNumbers: [1, JOBS.length, 1] },
      costs: NO_SCHEDULING_COSTS,
      threads: JOBS.map((length) => ({ arrivalCycle: 0, program: new BurstProgram(COMPUTE(length)) })),
    },
    new NativePolicies(RoundRobin, SCHEDULING_SHAPE, 0),
    new Trace(SCHEDULING_EVENTS.kinds),
  );
  if (!kernel.run()) throw new Error('the jobs do not end');
}

/** @returns undefined without the clone, or without Python. */
function pythonMs(...given: readonly string[]): number | undefined {
  const folder = process.env.OSTEP_HOMEWORK;
  if (folder === undefined) return undefined;
  const [script, ...args] = given;
  let status: number | null = 0;
  const run = (words: readonly string[]) =>
    timedMs(() => {
      status ||= spawnSync('python3', words, { stdio: 'ignore' }).status ?? 1;
    });
  const bare = Math.min(...[1, 2, 3].map(() => run(['-c', 'import optparse, random'])));
  const whole = Math.min(...[1, 2, 3].map(() => run([join(folder, script), ...args])));
  return status === 0 ? whole - bare : undefined;
}

async function beside(report: BenchmarkReport, name: string, ownMs: number, python: number | undefined) {
  report.line(name, ownMs, 'ms', {
    aim: 'a fiftieth of its Python',
    ...(python !== undefined && { ratio: python / ownMs, baseline: 'faster than its Python' }),
  });
}

const bench: Benchmark = async (report) => {
  report.line(
    'page faults of the demand pager, the disk included',
    await median(5, faultsPerSecond),
    'faults/s',
  );

  const random = new Random('references');
  const references = Array.from({ length: REFERENCES }, () => random.below(PAGES));
  const folder = mkdtempSync(join(tmpdir(), 'runqueue-bench-'));
  try {
    const file = join(folder, 'references.txt');
    writeFileSync(file, `${references.join('\n')}\n`);
    for (const [own, theirs] of [
      ['FIFO', 'FIFO'],
      ['LRU', 'LRU'],
      ['OPT', 'OPT'],
    ] as const)
      await beside(
        report,
        `${REFERENCES} references under ${own}, as OSTEP's paging-policy.py`,
        await median(5, () => timedMs(() => void replace(own, references, FRAMES))),
        pythonMs('vm-beyondphys-policy/paging-policy.py', '-f', file, '-p', theirs, '-C', `${FRAMES}`, '-c'),
      );
  } finally {
    rmSync(folder, { recursive: true });
  }
  await beside(
    report,
    `${JOBS.length} jobs in turn, one unit each, as OSTEP's scheduler.py`,
    await median(5, () => timedMs(inTurn)),
    pythonMs('cpu-sched/scheduler.py', '-p', 'RR', '-q', '1', '-l', JOBS.join(','), '-c'),
  );
};

export default bench;
