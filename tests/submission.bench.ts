/**
 * From submit to the stored verdict, as a student's page would see it: the submission goes through the queue to a
 * worker process of its own, is graded on all cases, and the notification comes back. Durable database, warm worker.
 * Beside it a judge as most are: one Node process a test, nothing confined, nothing replayed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inArray } from 'drizzle-orm';
import { buildSync } from 'esbuild';
import { database } from '../db/client';
import { submission as submissionTable } from '../db/schema';
import { submit } from '../db/submissions';
import { buildConfinedOnce } from '../grader/build/build-all';
import type { GradingTimes } from '../grader/grade';
import { bundleSolution } from '../grader/library/bundle-solution';
import { ROOT } from '../grader/library/exercise-library';
import { prepareExercise } from '../grader/library/prepared-exercise';
import { type Benchmark, median, slownessOfMachine } from '../scripts/benchmark';
import { startGraderWorkers } from './grader-workers';
import { addUser, startTestDatabase } from './postgres';
import { untilGraded } from './until-graded';

const EXERCISE = 'scheduling/round-robin';
const WARMUPS = 10;
const SUBMISSIONS = 60;
const BURST = 60;
/** Of a student who thinks in between: the worker is at rest, and warms up. */
const THOUGHTFUL = 15;
const THINKING_MS = 2_000;
const TICK_MS = 10;

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const percentile = (values: readonly number[], share: number) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))];

/** Processor time of the whole machine, in ms: the children of a worker that were killed are in no process' sum. */
function machineMs(): number {
  const [user, nice, system, , , interrupts, softInterrupts] = readFileSync('/proc/stat', 'latin1')
    .split('\n', 1)[0]
    .trim()
    .split(/ +/)
    .slice(1)
    .map(Number);
  return (user + nice + system + interrupts + softInterrupts) * TICK_MS;
}

/** What the worker wrote down of each of its gradings. */
function timesIn(log: string): (GradingTimes & { readonly storeMs: number })[] {
  return log.split('\n').flatMap((line) => (line.includes('"storeMs"') ? [JSON.parse(line)] : []));
}

const benchmark: Benchmark = async (report) => {
  const source = await bundleSolution(EXERCISE, 'solution.ts');
  await buildConfinedOnce();
  const testDatabase = await startTestDatabase({ durable: true });
  // What is measured is grading: other exercises would be prepared meanwhile, once for each version.
  const workers = await startGraderWorkers(1, { environment: { RUNQUEUE_PREPARE: 'when-needed' } });
  try {
    const handIn = async (userId: string) =>
      (await submit({ userId, exercise: EXERCISE, version: 'current', source })).submissionId;
    const userId = await addUser('Student');
    for (let i = 0; i < WARMUPS; i++) await untilGraded(await handIn(userId));
    const ids: string[] = [];
    const timed = async (count: number, pauseMs: number) => {
      const timesMs: number[] = [];
      for (let i = 0; i < count; i++) {
        await delay(pauseMs);
        const startedMs = performance.now();
        const id = await handIn(userId);
        await untilGraded(id);
        timesMs.push(performance.now() - startedMs);
        ids.push(id);
      }
      return timesMs;
    };
    const thoughtfulMs = await timed(THOUGHTFUL, THINKING_MS);
    ids.length = 0;
    const timesMs = await timed(SUBMISSIONS, 0);
    const judgeMs = await median(5, await oneProcessATest(source));
    const slower = await slownessOfMachine(report);
    const p50 = percentile(timesMs, 0.5);
    report.line('submit to stored verdict, round-robin, all cases, p50', p50, 'ms', {
      aim: `under 70, here ${Math.round(70 * slower)}`,
      ratio: p50 / judgeMs,
      baseline: 'one Node process a test',
    });
    report.line('the same after a pause, p50', percentile(thoughtfulMs, 0.5), 'ms', {
      ratio: percentile(thoughtfulMs, 0.5) / judgeMs,
      baseline: 'one Node process a test',
    });
    report.line('submit to stored verdict, round-robin, all cases, p95', percentile(timesMs, 0.95), 'ms');
    const part = (name: string, values: readonly number[]) =>
      report.line(`of that, p50: ${name}`, percentile(values, 0.5), 'ms');
    const rows = await database().select().from(submissionTable).where(inArray(submissionTable.id, ids));
    part(
      'queue',
      rows.map(({ createdAt, startedAt }) => (startedAt?.getTime() ?? Number.NaN) - createdAt.getTime()),
    );
    const graded = timesIn(workers.log(0)).slice(-SUBMISSIONS);
    part(
      'compile',
      graded.map((each) => each.compileMs),
    );
    part(
      'child, beyond what is replayed meanwhile',
      graded.map((each) => each.childMs),
    );
    part(
      'replay',
      graded.map((each) => each.replayMs),
    );
    part(
      'judge',
      graded.map((each) => each.judgeMs),
    );
    part(
      'store',
      graded.map((each) => each.storeMs),
    );
    report.line('the same cases, one Node process a test, nothing confined', judgeMs, 'ms');

    const users = await Promise.all(Array.from({ length: BURST }, () => addUser('Student')));
    const startedMs = performance.now();
    const usedMs = machineMs();
    await Promise.all((await Promise.all(users.map(handIn))).map(untilGraded));
    report.line(
      `submissions of ${BURST} students at once, one worker`,
      (BURST * 1000) / (performance.now() - startedMs),
      'submissions/s',
      { aim: `15, here ${(15 / slower).toFixed(1)}` },
    );
    report.line('processor time a submission, of the whole machine', (machineMs() - usedMs) / BURST, 'ms', {
      ratio: (machineMs() - usedMs) / BURST / judgeMs,
      baseline: 'one Node process a test',
    });
  } finally {
    await workers.stop();
    await testDatabase.stop();
  }
};

/** @returns runs a solution on every case of the exercise, each in a process of its own, one after the other. */
async function oneProcessATest(source: string): Promise<() => number> {
  const { cases, exercise } = await prepareExercise(EXERCISE, 'a secret of the benchmark, of no account');
  const folder = mkdtempSync(join(tmpdir(), 'runqueue-bench-'));
  const script = join(folder, 'test.cjs');
  const entry = `import { simulate } from './exercises/${EXERCISE}/simulation';
import { NativePolicies } from './simulator/engine/native-policies';
import { runCase } from './grader/judge/run-case';
import { ${exercise.definition.shape.className} as Solution } from 'solution';
const [events, shape, seeded] = JSON.parse(process.argv[2]);
const run = runCase({ simulate, events }, seeded, new NativePolicies(Solution, shape));
console.log(JSON.stringify([run.trace.digest(), run.counters]));`;
  buildSync({
    stdin: { contents: entry, resolveDir: ROOT, loader: 'ts', sourcefile: 'entry.ts' },
    outfile: script,
    bundle: true,
    platform: 'node',
    alias: { solution: solutionFile(folder, source) },
  });
  const { events, shape } = exercise.definition;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return () => {
    const startedMs = performance.now();
    for (const seeded of cases) {
      const given = JSON.stringify([events, shape, seeded]);
      const { status, stderr } = spawnSync(process.execPath, [script, given]);
      if (status !== 0) throw new Error(`A test failed: ${stderr.toString()}`);
    }
    return performance.now() - startedMs;
  };
}

function solutionFile(folder: string, source: string): string {
  const file = join(folder, 'solution.ts');
  writeFileSync(file, source);
  return file;
}

export default benchmark;
