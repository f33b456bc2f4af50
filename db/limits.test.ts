import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addUser, startTestDatabase, type TestDatabase } from '../tests/postgres';
import { rawClient } from './client';
import { ALLOWANCES, MAXIMUM_WAITING, takeAllowance, waitingElsewhere } from './limits';
import { startGrading, submit } from './submissions';

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await startTestDatabase();
});
afterAll(() => testDatabase.stop());

const [short, long] = ALLOWANCES.submission;
const pass = (userId: string, minutes: number) =>
  rawClient()`update usage set since = since - make_interval(mins => ${minutes}) where user_id = ${userId}`;
const taken = async (userId: string, times: number) => {
  const outcomes = await Promise.all(
    Array.from({ length: times }, () => takeAllowance(userId, 'submission')),
  );
  return outcomes.filter((exceeded) => exceeded === null).length;
};

describe('allowances', () => {
  it('let as many through as are allowed, however many ask at once, and say when the next is taken', async () => {
    const ada = await addUser('Ada');
    const before = Date.now();
    expect(await taken(ada, 3 * short.count)).toBe(short.count);
    const exceeded = await takeAllowance(ada, 'submission');
    expect(exceeded).toMatchObject(short);
    const waitMs = (exceeded?.nextAt.getTime() ?? 0) - before;
    expect(waitMs).toBeGreaterThan((short.minutes - 1) * 60_000);
    expect(waitMs).toBeLessThan((short.minutes + 1) * 60_000);
  });

  it('are of one person and one action: nobody pays for another', async () => {
    const [ada, ben] = [await addUser('Ada'), await addUser('Ben')];
    await taken(ada, short.count + 1);
    expect(await takeAllowance(ben, 'submission')).toBeNull();
    expect(await takeAllowance(ada, 'draft')).toBeNull();
  });

  it('come back when their time is over, and asking meanwhile does not put it off', async () => {
    const ada = await addUser('Ada');
    await taken(ada, 2 * short.count);
    await pass(ada, short.minutes);
    expect(await takeAllowance(ada, 'submission')).toBeNull();
  });

  it('bound a longer time as well', async () => {
    const ada = await addUser('Ada');
    let through = 0;
    for (let round = 0; round * short.minutes < long.minutes; round++) {
      through += await taken(ada, short.count);
      await rawClient()`
        update usage set since = since - make_interval(mins => ${short.minutes})
        where user_id = ${ada} and allowance = ${`submission/${short.minutes}`}`;
    }
    expect(through).toBe(long.count);
    expect(await takeAllowance(ada, 'submission')).toMatchObject(long);
  });
});

it('counts what waits, of other exercises and of nobody else', async () => {
  const [ada, ben] = [await addUser('Ada'), await addUser('Ben')];
  const handIn = (userId: string, exercise: string) => submit({ userId, exercise, version: 'v', source: '' });
  for (let i = 0; i < MAXIMUM_WAITING; i++) await handIn(ada, `e${i}`);
  await handIn(ben, 'e0');
  const { submissionId } = await handIn(ada, 'running');
  await startGrading(submissionId, 'w');
  expect(await waitingElsewhere(ada, 'new')).toBe(MAXIMUM_WAITING);
  expect(await waitingElsewhere(ada, 'e0')).toBe(MAXIMUM_WAITING - 1);
});
