/** Grader workers hang with a job in hand: they are killed and replaced, and others grade what they had. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';

import { rawClient } from '../../db/client';
import { submission, submit } from '../../db/submissions';
import { buildConfinedOnce } from '../../grader/build/build-all';
import { bundleSolution } from '../../grader/library/bundle-solution';
import { typeScript } from '../../scripts/bootstrap.mjs';
import { isAlive } from '../../scripts/process-identity.mjs';
import { signal, until } from '../../scripts/processes';
import { root } from '../../scripts/project-root';
import { startGraderWorkers, untilGrownTo } from '../grader-workers';
import { addUser, startTestDatabase, type TestDatabase } from '../postgres';

const EXERCISE = 'scheduling/round-robin';
const SUBMISSIONS = 4;
/** Half of the product's: a silence of 6 s ends a worker. */
const WATCH_INTERVAL_MS = 500;
const PATIENCE_MS = 120_000;
/** It may have to wait for another test that builds. */
const STARTED_WITHIN_MS = 400_000;

let testDatabase: TestDatabase;
let folder: string;
let source: string;
beforeAll(async () => {
  await buildConfinedOnce();
  source = await bundleSolution(EXERCISE, 'solution.ts');
});
beforeEach(async () => {
  testDatabase = await startTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'runqueue-hang-'));
});
afterEach(() => testDatabase.stop());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function handIn(count: number): Promise<void> {
  for (let i = 0; i < count; i++)
    await submit({ userId: await addUser('Student'), exercise: EXERCISE, version: 'current', source });
}

/** How many submissions have their full score, stored once. */
async function graded(): Promise<number> {
  const [row] = await rawClient()`
    select count(*)::int as graded from (
      select submission.id from submission join grading on grading.submission_id = submission.id
      where submission.state = 'graded' and submission.score = submission.max_score
      group by submission.id having count(*) = 1) as whole`;
  return row.graded;
}

it('kills a worker whose event loop is blocked, and another finishes its job', async () => {
  const mark = join(folder, 'hanging');
  const workers = await startGraderWorkers(2, {
    command: [...typeScript, join(root, 'tests/faults/hanging-worker.ts')],
    environment: { HANG_ONCE: mark },
    watchIntervalMs: WATCH_INTERVAL_MS,
  });
  try {
    await handIn(SUBMISSIONS);
    expect(await untilGrownTo(SUBMISSIONS, graded)).toBe(SUBMISSIONS);
    const hanging = Number(readFileSync(mark, 'utf8'));
    expect(await until(() => !isAlive(hanging), PATIENCE_MS)).toBe(true);
    expect(workers.told.join('\n')).toMatch(
      /worker-\d has not answered for 6 s: killing it\.\nworker-\d ended \(SIGKILL\)/,
    );
    const isReplaced = () =>
      workers.all.every(({ known }) => known !== undefined && known.processId !== hanging);
    expect(await until(isReplaced, PATIENCE_MS)).toBe(true);
  } finally {
    await workers.stop();
  }
}, 300_000);

it('gives up what hangs two workers, with a verdict; it costs nobody else theirs', async () => {
  const workers = await startGraderWorkers(2, {
    command: [...typeScript, join(root, 'tests/faults/hanging-worker.ts')],
    environment: { HANG_AT: 'poison' },
    watchIntervalMs: WATCH_INTERVAL_MS,
  });
  try {
    const userId = await addUser('Student');
    const poison = { userId, exercise: EXERCISE, version: 'current', source: `${source}\n// poison` };
    const { submissionId } = await submit(poison);
    await handIn(SUBMISSIONS);
    const state = async () => (await submission(submissionId))?.state;
    await until(async () => (await state()) === 'limit' && (await graded()) === SUBMISSIONS, PATIENCE_MS);
    expect([await state(), await graded()]).toEqual(['limit', SUBMISSIONS]);
    expect((await submission(submissionId))?.verdict).toMatchObject({ stop: { reason: 'grader' }, score: 0 });
    const killed = workers.told.filter((line) => line.endsWith('killing it.'));
    expect(killed.length).toBeGreaterThan(1);
  } finally {
    await workers.stop();
  }
}, 300_000);

/** `npm run worker`, and what it has written so far. */
function startWorkerCommand() {
  const command = spawn(process.execPath, [...typeScript, join(root, 'scripts/worker.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let told = '';
  for (const stream of [command.stdout, command.stderr])
    stream.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
  /** Its worker, as the database sees it. It comes when nobody else builds any more. */
  const worker = async (not?: number): Promise<number> => {
    const found = async () =>
      (await rawClient()`select process_id from worker_heartbeat`)
        .map((row) => row.process_id as number)
        .find((each) => each !== not);
    if (!(await until(async () => (await found()) !== undefined, STARTED_WITHIN_MS)))
      throw new Error(
        `npm run worker (${command.exitCode ?? command.signalCode ?? 'it runs'}) has no worker:\n${told}`,
      );
    return (await found()) as number;
  };
  return { command, worker };
}

it('replaces the worker of `npm run worker` when it stops answering, and leaves none behind', async () => {
  const { command, worker } = startWorkerCommand();
  const ended = once(command, 'exit');
  try {
    const stopped = await worker();
    signal(stopped, 'SIGSTOP');
    await handIn(1);
    expect(await untilGrownTo(1, graded)).toBe(1);
    expect(isAlive(stopped)).toBe(false);
    const successor = await worker(stopped);
    command.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(isAlive(successor)).toBe(false);
  } finally {
    command.kill('SIGKILL');
  }
}, 900_000);

it('ends the worker of `npm run worker` when that was killed', async () => {
  const { command, worker } = startWorkerCommand();
  try {
    const orphan = await worker();
    command.kill('SIGKILL');
    expect(await until(() => !isAlive(orphan), PATIENCE_MS)).toBe(true);
  } finally {
    command.kill('SIGKILL');
  }
}, 900_000);
