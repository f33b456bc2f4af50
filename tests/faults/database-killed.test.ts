/** PostgreSQL is killed while workers grade, and comes back after a while: nothing that was stored is lost. */
import { afterAll, beforeAll, expect, it } from 'vitest';

import { closeDatabase, rawClient } from '../../db/client';
import { databaseHealth } from '../../db/health';
import { submit } from '../../db/submissions';
import { buildConfinedOnce } from '../../grader/build/build-all';
import { bundleSolution } from '../../grader/library/bundle-solution';
import { startEmbeddedPostgres } from '../../scripts/embedded-postgres';
import { isAlive } from '../../scripts/process-identity.mjs';
import { signal, until } from '../../scripts/processes';
import { type GraderWorkers, startGraderWorkers, untilGrownTo } from '../grader-workers';
import { addUser, startTestDatabase, type TestDatabase } from '../postgres';

const EXERCISE = 'scheduling/round-robin';
const SUBMISSIONS = 40;
const ROUNDS = 3;
const AWAY_MS = 2_000;

let testDatabase: TestDatabase;
let workers: GraderWorkers;
let server: TestDatabase['server'];
beforeAll(async () => {
  testDatabase = await startTestDatabase({ durable: true });
  server = testDatabase.server;
  await buildConfinedOnce();
});
afterAll(async () => {
  await workers?.stop();
  await closeDatabase();
  await server?.stop();
  await testDatabase?.stop();
});

it('loses neither submissions nor verdicts, and says what is wrong meanwhile', async () => {
  const source = await bundleSolution(EXERCISE, 'solution.ts');
  const ids: string[] = [];
  workers = await startGraderWorkers(2);
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < SUBMISSIONS / ROUNDS; i++) {
      const userId = await addUser('Student');
      ids.push((await submit({ userId, exercise: EXERCISE, version: 'current', source })).submissionId);
    }
    const killed = server.processId();
    signal(killed, 'SIGKILL');
    expect(await until(() => !isAlive(killed), 10_000)).toBe(true);
    let problem = '';
    await until(async () => {
      ({ problem } = await databaseHealth());
      return problem !== '';
    }, 10_000);
    expect(problem).toMatch(/^PostgreSQL does not answer: ./);
    await new Promise((resolve) => setTimeout(resolve, AWAY_MS)); // workers find the database away
    server = await startEmbeddedPostgres({
      folder: testDatabase.folder,
      port: Number(new URL(testDatabase.url).port),
      watch: false,
    });
    expect(await until(async () => (await databaseHealth()).ready, 30_000)).toBe(true);
  }
  // Whatever has not exactly one grading that counts, with what there is to know of it.
  const unfinished = async () => [
    ...(await rawClient()`
      select submission.state, submission.failures, submission.holders, jobs.attempts, jobs.run_at, jobs.last_error
      from submission left join graphile_worker.jobs as jobs on jobs.key = 'grade:' || submission.id
      where submission.state <> 'graded' or 1 <> (
        select count(*) from grading where grading.submission_id = submission.id and grading.counts)`),
  ];
  await untilGrownTo(ids.length, async () => ids.length - (await unfinished()).length);
  expect(await unfinished()).toEqual([]);
}, 600_000);
