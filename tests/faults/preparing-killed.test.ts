/**
 * A worker is killed while it prepares the exercise of its first submission: the submission gets its verdict all the
 * same, nobody is blamed, and nothing that was kept before is lost or made again.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';

import { rawClient } from '../../db/client';
import { caseSecret } from '../../db/deployment-secret';
import { preparations, storedPreparation, storePreparation } from '../../db/preparations';
import { submission, submit } from '../../db/submissions';
import { createGrader } from '../../grader/grade';
import { bundleSolution } from '../../grader/library/bundle-solution';
import { signal, until } from '../../scripts/processes';
import { type GraderWorkers, startGraderWorkers } from '../grader-workers';
import { addUser, startTestDatabase, type TestDatabase } from '../postgres';

const PATIENCE_MS = 120_000;

let testDatabase: TestDatabase;
let workers: GraderWorkers;
beforeAll(async () => {
  testDatabase = await startTestDatabase({ durable: true });
});
afterAll(async () => {
  await workers?.stop();
  await testDatabase?.stop();
});

const prepared = () => rawClient()`select exercise, prepared_at::text from preparation order by prepared_at`;
const state = async (id: string) => (await submission(id))?.state;

it('a worker that is killed while it prepares loses nothing', async () => {
  const grader = await createGrader({
    caseSecret: await caseSecret(),
    preparations: { all: preparations, find: storedPreparation, keep: storePreparation },
    spares: 0,
  });
  await grader.prepare('structure/module-interface');
  await grader.close();
  const before = await prepared();
  expect(before).toHaveLength(1);

  // One that takes long to prepare, and the first thing that the worker does.
  const exercise = 'memory/buddy-allocator';
  const source = await bundleSolution(exercise, 'solution.ts');
  const { submissionId } = await submit({
    userId: await addUser('Ada'),
    exercise,
    version: 'current',
    source,
  });
  workers = await startGraderWorkers(1);
  expect(await until(async () => (await state(submissionId)) === 'running', PATIENCE_MS)).toBe(true);
  const [worker] = await rawClient()`
    select process_id from worker_heartbeat join submission on worker_heartbeat.worker_id = submission.worker_id
    where submission.id = ${submissionId}`;
  signal(worker.process_id, 'SIGKILL');
  expect((await prepared()).map((row) => row.exercise)).not.toContain(exercise);

  expect(await until(async () => (await state(submissionId)) === 'graded', PATIENCE_MS)).toBe(true);
  const graded = await submission(submissionId);
  expect(graded?.score).toBe(graded?.maxScore);
  const after = await prepared();
  expect(after.map((row) => row.exercise)).toContain(exercise);
  expect(after.slice(0, 1)).toEqual(before);
});
