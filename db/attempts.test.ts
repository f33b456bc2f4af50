/** Guarantee: what is counted of an address is forgotten in time, at a cost that does not grow with the others. */
import { afterAll, beforeAll, expect, it } from 'vitest';

import { startTestDatabase, type TestDatabase } from '../tests/postgres';
import { takeAttempt } from './attempts';
import { rawClient } from './client';

const RULE = { window: 60, max: 3 };
const HOUR_MS = 3_600_000;

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await startTestDatabase();
});
afterAll(() => testDatabase.stop());

const counted = (prefix: string, rows: number, lastRequest: number) => rawClient()`
  insert into rate_limit (id, key, count, last_request)
  select ${prefix} || i, ${prefix} || i, 1, ${lastRequest} from generate_series(1, ${rows}::int) as i`;

it('a new address has those forgotten that are long gone, and nobody else', async () => {
  await counted('gone ', 5, Date.now() - 2 * HOUR_MS);
  await counted('lately ', 5, Date.now() - HOUR_MS / 2);
  expect(await takeAttempt('new', RULE)).toEqual({ allowed: true, retryAfter: null });
  const rows = await rawClient()`select key from rate_limit order by key`;
  expect(rows.map(({ key }) => key)).toEqual([1, 2, 3, 4, 5].map((i) => `lately ${i}`).concat('new'));
});

it('finds them by an index, however many addresses are counted', async () => {
  await counted('many ', 20_000, Date.now());
  await rawClient()`analyze rate_limit`;
  const reads = async (sql: string) =>
    (await rawClient().unsafe(`explain ${sql}`)).map((row) => row['QUERY PLAN'] as string).join('\n');
  const plan = await reads(`delete from rate_limit where last_request < ${Date.now() - HOUR_MS}`);
  expect(plan).toContain('rate_limit_last_request_index');
  expect(plan).not.toContain('Seq Scan');
});
