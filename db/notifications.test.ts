import { afterAll, beforeAll, expect, it } from 'vitest';

import { signal, until } from '../scripts/processes';
import { addUser, startTestDatabase, type TestDatabase } from '../tests/postgres';
import { databaseHealth } from './health';
import { subscribe } from './notifications';
import { recordProgress, startGrading, submission, submit } from './submissions';

const PATIENCE_MS = 120_000;

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await startTestDatabase({ watch: true });
});
afterAll(() => testDatabase.stop());

async function handIn(exercise: string) {
  const userId = await addUser('Ada');
  return (await submit({ userId, exercise, version: 'v1', source: '' })).submissionId;
}

it('calls those who follow a submission when it changes, and nobody else', async () => {
  const [followed, other] = [await handIn('e1'), await handIn('e2')];
  const calls = { followed: 0, other: 0 };
  const stop = await subscribe(followed, () => {
    calls.followed++;
  });
  const stopOther = await subscribe(other, () => {
    calls.other++;
  });
  const before = { ...calls };
  await startGrading(followed, 'w');
  await recordProgress(followed, { case: 'one', done: 1, total: 2 });
  expect(await until(() => calls.followed === before.followed + 2, PATIENCE_MS)).toBe(true);
  expect(calls.other).toBe(before.other);
  stop();
  await startGrading(followed, 'w');
  await startGrading(other, 'w');
  // The second notification comes after the first: when it is here, the first was not delivered.
  expect(await until(() => calls.other === before.other + 1, PATIENCE_MS)).toBe(true);
  expect(calls.followed).toBe(before.followed + 2);
  stopOther();
});

it('says what is wrong while the database is away, and calls back when it is there again', async () => {
  const id = await handIn('e3');
  let calls = 0;
  const stop = await subscribe(id, () => {
    calls++;
  });
  const before = calls;
  const killed = testDatabase.server.processId();
  signal(killed, 'SIGKILL');
  let problem = '';
  await until(async () => {
    ({ problem } = await databaseHealth());
    return problem !== '';
  }, PATIENCE_MS);
  expect(problem).toMatch(/^PostgreSQL does not answer: ./);
  expect(await until(() => calls > before, PATIENCE_MS)).toBe(true);
  expect(await until(async () => (await databaseHealth()).ready, PATIENCE_MS)).toBe(true);
  const reconnected = calls;
  await startGrading(id, 'w');
  expect(await until(() => calls > reconnected, PATIENCE_MS)).toBe(true);
  expect((await submission(id))?.state).toBe('running');
  stop();
});
