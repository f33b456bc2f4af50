/**
 * Grader workers are killed again and again while they grade: every submission gets its verdict, stored once, and
 * all verdicts of the same source are the same to the digit.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';

import { rawClient } from '../../db/client';
import { submit } from '../../db/submissions';
import { buildChildOnce } from '../../grader/build/build-all';
import { bundleSolution } from '../../grader/library/bundle-solution';
import { signal, until } from '../../scripts/processes';
import { type GraderWorkers, startGraderWorkers } from '../grader-workers';
import { addUser, startTestDatabase, type TestDatabase } from '../postgres';

const EXERCISE = 'scheduling/round-robin';
const SUBMISSIONS = 200;
const WORKERS = 3;
const KILLS = 20;
const KILL_INTERVAL_MS = 1_000;
const PATIENCE_MS = 240_000;

let testDatabase: TestDatabase;
let workers: GraderWorkers;
beforeAll(async () => {
  testDatabase = await startTestDatabase({ durable: true });
  await buildChildOnce();
});
afterAll(async () => {
  await workers?.stop();
  await testDatabase?.stop();
});

async function finished(): Promise<number> {
  const [row] = await rawClient()`select count(*)::int as finished from submission where state = 'graded'`;
  return row.finished;
}

/** Whether any process of the group is left. */
function groupExists(leader: number): boolean {
  try {
    process.kill(-leader, 0);
    return true;
  } catch {
    return false;
  }
}

it(`gives ${SUBMISSIONS} submissions their verdict, each once, while a worker is killed every second`, async () => {
  const sources = await Promise.all(
    ['solution.ts', 'wrong/ignores-quantum.ts'].map((file) => bundleSolution(EXERCISE, file)),
  );
  for (let i = 0; i < SUBMISSIONS; i++)
    await submit({
      userId: await addUser('Student'),
      exercise: EXERCISE,
      version: 'current',
      source: sources[i % sources.length],
    });
  workers = await startGraderWorkers(WORKERS);

  const killed: number[] = [];
  let graded = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const victim = workers.all[kill % WORKERS].known?.processId;
    if (victim !== undefined) {
      signal(victim, 'SIGKILL');
      killed.push(victim);
    }
    await new Promise((resolve) => setTimeout(resolve, KILL_INTERVAL_MS)); // the kills are one a second
    graded = await finished();
  }
  expect(killed.length).toBeGreaterThan(KILLS / 2);

  await until(async () => (await finished()) === SUBMISSIONS, PATIENCE_MS);
  const [totals] = await rawClient()`
    select count(*)::int as gradings, count(distinct submission_id)::int as submissions,
      count(distinct verdict ->> 'digest')::int as digests, count(*) filter (where counts)::int as counting
    from grading`;
  expect({ ...totals, graded: await finished() }).toEqual({
    gradings: SUBMISSIONS,
    submissions: SUBMISSIONS,
    digests: sources.length,
    counting: SUBMISSIONS,
    graded: SUBMISSIONS,
  });
  const jobs = async () =>
    (await rawClient()`select count(*)::int as jobs from graphile_worker.jobs`)[0].jobs;
  expect(await until(async () => (await jobs()) === 0, 30_000)).toBe(true);
  // A killed worker leaves none of its children behind.
  expect(await until(() => !killed.some(groupExists), 10_000)).toBe(true);
  console.log(`${graded} of ${SUBMISSIONS} were graded while ${killed.length} workers were killed`);
}, 400_000);
