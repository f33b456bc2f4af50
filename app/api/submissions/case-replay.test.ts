/**
 * Guarantee: a case of a submission is run again for those who may read the submission, for nobody else, and no oftener
 * than is allowed; what is asked for is a case of its verdict.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';

import { requestReplay, storedReplay, storeReplay } from '../../../db/case-replays';
import { rawClient } from '../../../db/client';
import { ensureCourse } from '../../../db/courses';
import { ALLOWANCES } from '../../../db/limits';
import { startGrading, storeVerdict, submit } from '../../../db/submissions';
import type { ReplayOutcome } from '../../../grader/verdict';
import { until } from '../../../scripts/processes';
import { addUser, startTestDatabase, type TestDatabase } from '../../../tests/postgres';
import { words } from '../../dictionary';
import type { User } from '../../viewer';
import { replayFor } from './case-replay';

const PATIENCE_MS = 15_000;
const READY: ReplayOutcome = {
  kind: 'ready',
  replay: {
    parameters: { processes: 3 },
    trace: { kinds: [], numbers: [], count: 0, digest: '' },
    calls: { names: ['tick'], method: [0], who: [-1], event: [1], line: [7] },
  },
};

let testDatabase: TestDatabase;
let author: User;
let submissionId: string;
const stays = new AbortController().signal;
const as = (id: string): User => ({ id, name: id, email: `${id}@example.com` });
const jobs = async (caseName: string) =>
  (
    await rawClient()`
      select 1 from graphile_worker.jobs where key = ${`replay:${submissionId}:${caseName}`}`
  ).length;

beforeAll(async () => {
  testDatabase = await startTestDatabase();
  const courseSlug = (await ensureCourse('a-course', 'A course')).slug;
  author = as(await addUser('Ada', { courseSlug, role: 'student' }));
  ({ submissionId } = await submit({ userId: author.id, exercise: 'a/e', version: 'v', source: 'x' }));
  await startGrading(submissionId, 'worker');
  const report = { role: 'hidden', passed: true, checks: [], counters: {}, traceDigest: 'd', console: [] };
  const verdict = {
    ...{ rules: [], budgets: [], counters: {}, diagnostics: [], exercise: 'a/e', digest: 'd', durationMs: 1 },
    cases: ['one', 'two'].map((name) => ({ name, title: name, ...report })),
  };
  await storeVerdict({
    ...{ submissionId, version: 'v', graderVersion: 'g', status: 'graded', score: 1, maxScore: 1 },
    ...{ verdict, rules: [] },
  });
});
afterAll(() => testDatabase.stop());

it('waits for the worker, tells what it made, and keeps it for whoever may read the submission', async () => {
  const asked = replayFor(author, { submissionId, caseName: 'one' }, stays);
  expect(await until(async () => (await jobs('one')) === 1, PATIENCE_MS)).toBe(true);
  await storeReplay({ submissionId, caseName: 'one' }, READY);
  expect(await asked).toEqual(READY);
  const staff = as(await addUser('Tutor', { courseSlug: 'a-course', role: 'assistant' }));
  expect(await replayFor(staff, { submissionId, caseName: 'one' }, stays)).toEqual(READY);
});

it.each([
  ['a case that the verdict does not tell', 'ranked-1', () => author],
  ['a stranger', 'one', async () => as(await addUser('Stranger'))],
  [
    'a student of the same course',
    'one',
    async () => as(await addUser('Ben', { courseSlug: 'a-course', role: 'student' })),
  ],
])('does not exist for %s', async (_who, caseName, person) => {
  const before = await jobs(caseName);
  await expect(replayFor(await person(), { submissionId, caseName }, stays)).rejects.toThrow(
    words.notFound.title,
  );
  expect(await jobs(caseName)).toBe(before);
});

it('is made again when it could not be made, and is forgotten after a while', async () => {
  const job = { submissionId, caseName: 'two' };
  await storeReplay(job, { kind: 'limit' });
  const asked = replayFor(author, job, stays);
  expect(await until(async () => (await jobs('two')) === 1, PATIENCE_MS)).toBe(true);
  await storeReplay(job, READY);
  expect(await asked).toEqual(READY);
  await rawClient()`update case_replay set created_at = created_at - interval '2 hours'`;
  await requestReplay({ submissionId, caseName: 'one' });
  expect(await storedReplay(job)).toBeUndefined();
});

it('is run no oftener than allowed; what is there already is told without', async () => {
  const person = as(author.id);
  const job = { submissionId, caseName: 'two' };
  const [{ count }] = ALLOWANCES.replay;
  await rawClient()`
    insert into usage (user_id, allowance, used) values (${person.id}, 'replay/10', ${count})
    on conflict (user_id, allowance) do update set used = ${count}, since = clock_timestamp()`;
  await expect(replayFor(person, job, stays)).rejects.toMatchObject({ code: 'too many' });
  await storeReplay(job, READY);
  expect(await replayFor(person, job, stays)).toEqual(READY);
});

it('stops to wait when the reader leaves', async () => {
  const left = AbortSignal.abort();
  await rawClient()`delete from usage`;
  await rawClient()`delete from case_replay`;
  await expect(replayFor(author, { submissionId, caseName: 'one' }, left)).rejects.toThrow(
    words.verdict.replayLate,
  );
});
