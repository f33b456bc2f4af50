/**
 * Guarantee: a case of a submission is run again for those who may read the submission, for nobody else, and no oftener
 * than is allowed; what is asked for is a case of its verdict. Who asks for much waits behind who asks for little, what
 * nobody waits for is no worker's business, and only so much is kept.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import {
  isReplayAwaited,
  MAXIMUM_WAITING_REPLAYS,
  requestReplay,
  storedReplay,
  storeReplay,
} from '../../../db/case-replays';
import { rawClient } from '../../../db/client';
import { ensureCourse } from '../../../db/courses';
import { ALLOWANCES } from '../../../db/limits';
import { startGrading, storeVerdict, submit } from '../../../db/submissions';
import type { ReplayOutcome } from '../../../grader/verdict';
import { until } from '../../../scripts/processes';
import { addUser, startTestDatabase, type TestDatabase } from '../../../tests/postgres';
import * as words from '../../dictionary';
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
beforeEach(() => rawClient()`truncate usage, case_replay`);

const job = (caseName: string) => ({ submissionId, caseName });
const awaited = (caseName: string) => until(() => isReplayAwaited(job(caseName)), PATIENCE_MS);
async function made(caseName: string, userId = author.id, outcome: ReplayOutcome = READY): Promise<void> {
  await requestReplay(job(caseName), userId);
  await storeReplay(job(caseName), outcome);
}
const uses = (userId: string, allowance: string, used: number) =>
  rawClient()`
    insert into usage (user_id, allowance, used) values (${userId}, ${allowance}, ${used})
    on conflict (user_id, allowance) do update set used = ${used}, since = clock_timestamp()`;

it('waits for the worker, tells what it made, and keeps it for whoever may read the submission', async () => {
  const asked = replayFor(author, { submissionId, caseName: 'one' }, stays);
  expect(await awaited('one')).toBe(true);
  expect(await jobs('one')).toBe(1);
  await storeReplay(job('one'), READY);
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
  await made('two', author.id, { kind: 'limit' });
  const asked = replayFor(author, job('two'), stays);
  expect(await awaited('two')).toBe(true);
  await storeReplay(job('two'), READY);
  expect(await asked).toEqual(READY);
  await rawClient()`update case_replay set created_at = created_at - interval '2 hours'`;
  await requestReplay(job('one'), author.id);
  expect(await storedReplay(job('two'))).toBeUndefined();
});

it('is run no oftener than allowed; what is there already is told without', async () => {
  await uses(author.id, 'replay/10', ALLOWANCES.replay[0].count);
  await expect(replayFor(author, job('two'), stays)).rejects.toMatchObject({ code: 'too many' });
  await made('two');
  expect(await replayFor(author, job('two'), stays)).toEqual(READY);
});

it.each(['one', 'no case'])('is read no oftener than allowed, be it there or not: %s', async (caseName) => {
  await made('one');
  await uses(author.id, 'replay read/10', ALLOWANCES['replay read'][0].count);
  await expect(replayFor(author, job(caseName), stays)).rejects.toMatchObject({ code: 'too many' });
});

it('stops to wait when the reader leaves; nobody waits for it then', async () => {
  const left = AbortSignal.abort();
  await expect(replayFor(author, job('one'), left)).rejects.toThrow(words.verdict.replayLate);
  expect(await isReplayAwaited(job('one'))).toBe(false);
});

describe('requests', () => {
  const priority = async (caseName: string) => {
    const [row] = await rawClient()`
      select priority from graphile_worker.jobs where key = ${`replay:${submissionId}:${caseName}`}`;
    return row?.priority as number;
  };

  it('of one person wait by few, however many come at once, and nobody else waits for them', async () => {
    const ben = as(await addUser('Ben'));
    const names = Array.from({ length: 3 * MAXIMUM_WAITING_REPLAYS }, (_, i) => `case ${i}`);
    const outcomes = await Promise.all(names.map((name) => requestReplay(job(name), author.id)));
    const taken = names.filter((_, i) => outcomes[i] !== 'too many');
    expect(taken).toHaveLength(MAXIMUM_WAITING_REPLAYS);
    await expect(replayFor(author, job('one'), stays)).rejects.toThrow(
      words.limits.waitingReplays(MAXIMUM_WAITING_REPLAYS),
    );
    expect(await requestReplay(job(taken[0]), author.id)).toMatchObject({ isShared: true });
    expect(await requestReplay(job('one'), ben.id)).toMatchObject({ isShared: false });
    await storeReplay(job(taken[0]), READY);
    expect(await requestReplay(job('two'), author.id)).toMatchObject({ isShared: false });
    await rawClient()`update case_replay set created_at = created_at - interval '1 minute'`;
    for (const name of taken) expect(await requestReplay(job(name), author.id)).not.toBe('too many');
  });

  it.each([
    [0, 950],
    [1, 950],
    [41, 970],
    [10_000, 999],
  ])('of who asked %i times lately have priority %i', async (used, expected) => {
    await uses(author.id, 'replay/10', used);
    await requestReplay(job('one'), author.id);
    expect(await priority('one')).toBe(expected);
  });

  it('of two persons for one case are one, as early as that of the one who asked less', async () => {
    const ben = as(await addUser('Ben'));
    await uses(author.id, 'replay/10', 40);
    await requestReplay(job('one'), author.id);
    await requestReplay(job('one'), ben.id);
    expect(await priority('one')).toBe(950);
    await requestReplay(job('one'), author.id);
    expect([await priority('one'), await jobs('one')]).toEqual([950, 1]);
  });

  it('stand when one of two who wait leaves, whoever came first', async () => {
    const ben = as(await addUser('Ben', { courseSlug: 'a-course', role: 'assistant' }));
    await requestReplay(job('one'), ben.id);
    await expect(replayFor(author, job('one'), AbortSignal.abort())).rejects.toThrow();
    expect(await isReplayAwaited(job('one'))).toBe(true);

    const leaves = new AbortController();
    const first = replayFor(author, job('two'), leaves.signal);
    expect(await awaited('two')).toBe(true);
    await requestReplay(job('two'), ben.id);
    leaves.abort();
    await expect(first).rejects.toThrow(words.verdict.replayLate);
    expect(await isReplayAwaited(job('two'))).toBe(true);
  });
});

describe('what is kept', () => {
  const kept = async () =>
    (
      await rawClient()`select case_name from case_replay where outcome is not null order by created_at desc`
    ).map(({ case_name }) => case_name as string);
  const fill = (userId: string, rows: number) => rawClient()`
    insert into case_replay (submission_id, case_name, user_id, priority, outcome, created_at)
    select ${submissionId}, ${userId} || i, ${userId}, 950, '{}', clock_timestamp() - make_interval(secs => i)
    from generate_series(1, ${rows}::int) as i`;

  it('are the newest of each person', async () => {
    const ben = await addUser('Ben');
    await fill(author.id, 30);
    await fill(ben, 10);
    await made('one');
    const own = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19].map((i) => author.id + i);
    const rows = await kept();
    expect(rows.filter((name) => !name.startsWith(ben))).toEqual(['one', ...own]);
    expect(rows).toHaveLength(30);
  });

  it('are the newest of all', async () => {
    for (let i = 0; i < 60; i++) await fill(await addUser(`Person ${i}`), 19);
    await made('one');
    const rows = await kept();
    expect([rows.length, rows[0]]).toEqual([1_000, 'one']);
  });
});
