/**
 * Guarantee: whoever may read a submission is told of it until its verdict; one person has only so many streams open at
 * once, and a stream that ended, however it did, is none.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';

import { rawClient } from '../../../db/client';
import { startGrading, storeVerdict, submit } from '../../../db/submissions';
import { until } from '../../../scripts/processes';
import { addUser, startTestDatabase, type TestDatabase } from '../../../tests/postgres';
import * as words from '../../dictionary';
import type { User } from '../../viewer';
import { MAXIMUM_STREAMS, openStreams } from '../open-streams';
import { submissionEvents } from './submission-events';

const PATIENCE_MS = 15_000;

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await startTestDatabase();
});
afterAll(() => testDatabase.stop());

const opened = async (...asked: Parameters<typeof submissionEvents>) =>
  (await submissionEvents(...asked)) ?? new Response(null, { status: 404 });
const stays = () => new AbortController().signal;
async function person(name: string): Promise<User> {
  const id = await addUser(name);
  return { id, name, email: `${id}@example.com` };
}
const handIn = async ({ id: userId }: User) =>
  (await submit({ userId, exercise: 'a/e', version: 'v', source: '// code' })).submissionId;
async function store(submissionId: string): Promise<void> {
  await startGrading(submissionId, 'w');
  await storeVerdict({
    ...{ submissionId, version: 'v', graderVersion: 'g', status: 'graded', score: 1, maxScore: 1 },
    ...{ verdict: { score: 1, rules: [], budgets: [], cases: [] }, rules: [] },
  });
}

it('tells the state without reading verdicts, and the verdict at the end', async () => {
  const ada = await person('Ada');
  const id = await handIn(ada);
  let text = '';
  const reader = await rawClient().begin(async (transaction) => {
    await transaction`lock table grading in access exclusive mode`;
    const response = await opened(id, ada, stays());
    const stream = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    while (!text.includes('"state":"queued"')) text += (await stream?.read())?.value;
    return stream;
  });
  await store(id);
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) text += part.value;
  expect(text).toContain('{"state":"graded","place":0');
  expect(text.match(/event: verdict\ndata: .*"score":1/g)).toHaveLength(1);
});

it('does not exist for others', async () => {
  const id = await handIn(await person('Ada'));
  expect((await opened(id, await person('Ben'), stays())).status).toBe(404);
});

it('opens only so many for one person, until one of them ended', async () => {
  const [ada, ben] = [await person('Ada'), await person('Ben')];
  const [id, bensId] = [await handIn(ada), await handIn(ben)];
  const leaving = new AbortController();
  const statuses = async (times: number, signal = stays()) => {
    const responses = await Promise.all(Array.from({ length: times }, () => opened(id, ada, signal)));
    return responses.map(({ status }) => status);
  };
  const cancelled = await opened(id, ada, stays());
  expect(await statuses(1, leaving.signal)).toEqual([200]);
  const more = await statuses(MAXIMUM_STREAMS);
  expect(more.filter((status) => status === 200)).toHaveLength(MAXIMUM_STREAMS - 2);
  const refused = await opened(id, ada, stays());
  expect([refused.status, await refused.text()]).toEqual([429, words.limits.streams(MAXIMUM_STREAMS)]);
  const bens = await opened(bensId, ben, stays());
  expect(bens.status).toBe(200);
  await bens.body?.cancel();

  // The reader leaves, one way or the other, or had left before it began: each gives its place back, once.
  leaving.abort();
  await cancelled.body?.cancel();
  expect(await statuses(1, AbortSignal.abort())).toEqual([200]);
  expect((await statuses(4)).filter((status) => status === 200)).toHaveLength(2);

  // The verdict ends all of them.
  await store(id);
  expect(await until(() => openStreams().size === 0, PATIENCE_MS)).toBe(true);
  const again = await handIn(ada);
  const next = await opened(again, ada, stays());
  expect(next.status).toBe(200);
  await next.body?.cancel();
});
