/**
 * Grader workers are killed again and again in the middle of a grading: every submission gets its verdict, stored
 * once, and all verdicts of the same source are the same to the digit. The kills follow the progress of the work,
 * not the clock, and no submission loses more than one worker (one that does is given up).
 */
import { afterAll, beforeAll, expect, it } from 'vitest';

import { rawClient } from '../../db/client';
import { submit } from '../../db/submissions';
import { buildConfinedOnce } from '../../grader/build/build-all';
import { bundleSolution } from '../../grader/library/bundle-solution';
import { signal, until } from '../../scripts/processes';
import { type GraderWorkers, startGraderWorkers, untilGrownTo } from '../grader-workers';
import { addUser, startTestDatabase, type TestDatabase } from '../postgres';

const EXERCISE = 'scheduling/round-robin';
const SUBMISSIONS = 30;
const WORKERS = 3;
const KILLS = 12;
/** For one step of the work: a grading, or the end of a process. */
const PATIENCE_MS = 120_000;

let testDatabase: TestDatabase;
let workers: GraderWorkers;
beforeAll(async () => {
  testDatabase = await startTestDatabase({ durable: true });
  await buildConfinedOnce();
});
afterAll(async () => {
  await workers?.stop();
  await testDatabase?.stop();
});

async function finished(): Promise<number> {
  const [row] = await rawClient()`select count(*)::int as finished from submission where state = 'graded'`;
  return row.finished;
}

/** Workers in the middle of a grading that nobody tried before. */
async function midGrading(): Promise<number[]> {
  const rows = await rawClient()`
    select worker.process_id from submission
    join worker_heartbeat as worker on worker.worker_id = submission.worker_id
    join graphile_worker.jobs as jobs on jobs.key = 'grade:' || submission.id
    where submission.state = 'running' and jobs.attempts = 1`;
  return rows.map((row) => row.process_id as number);
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

it(`gives ${SUBMISSIONS} submissions their verdict, each once, while workers are killed`, async () => {
  const sources = await Promise.all(
    ['solution.ts', 'starter.ts'].map((file) => bundleSolution(EXERCISE, file)),
  );
  for (let i = 0; i < SUBMISSIONS; i++)
    await submit({
      userId: await addUser('Student'),
      exercise: EXERCISE,
      version: 'current',
      source: sources[i % sources.length],
    });
  workers = await startGraderWorkers(WORKERS);

  const killed = new Set<number>();
  const killOne = async () => {
    const victim = (await midGrading()).find((each) => !killed.has(each));
    if (victim === undefined) return false;
    signal(victim, 'SIGKILL');
    killed.add(victim);
    return true;
  };
  for (let seen = -1; killed.size < KILLS; seen = await finished()) {
    // Something is graded between two kills, so that there is an end to it on the slowest machine.
    expect(await until(async () => (await finished()) > seen, PATIENCE_MS)).toBe(true);
    if (!(await until(killOne, PATIENCE_MS))) break;
  }
  expect(killed.size).toBe(KILLS);

  expect(await untilGrownTo(SUBMISSIONS, finished)).toBe(SUBMISSIONS);
  const [totals] = await rawClient()`
    select count(*)::int as gradings, count(distinct submission_id)::int as submissions,
      count(distinct verdict ->> 'digest')::int as digests, count(*) filter (where counts)::int as counting
    from grading`;
  expect(totals).toEqual({
    gradings: SUBMISSIONS,
    submissions: SUBMISSIONS,
    digests: sources.length,
    counting: SUBMISSIONS,
  });
  const jobs = async () =>
    (await rawClient()`select count(*)::int as jobs from graphile_worker.jobs`)[0].jobs;
  expect(await until(async () => (await jobs()) === 0, PATIENCE_MS)).toBe(true);
  // A killed worker leaves none of its children behind.
  expect(await until(() => ![...killed].some(groupExists), PATIENCE_MS)).toBe(true);
}, 600_000);
