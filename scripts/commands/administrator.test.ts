/**
 * Guarantee: whoever can call the command line on a site's database can make its first administrator, with the site
 * running or not; the database is left as it was found, running or stopped.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { closeDatabase, rawClient } from '../../db/client';
import { migrate } from '../../db/migrate';
import { accountByEmail, siteRoleOf } from '../../db/site-roles';
import { addUser } from '../../tests/postgres';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../embedded-postgres';
import { isAlive } from '../process-identity.mjs';
import { runForTest } from '../run-for-test';

const folder = mkdtempSync(join(tmpdir(), 'runqueue-administrator-'));
chmodSync(folder, 0o755); // root's server runs as another user
const given = { DATABASE_URL: process.env.DATABASE_URL, RUNQUEUE_DATA: process.env.RUNQUEUE_DATA };
let server: EmbeddedPostgres;
let email: string;
let userId: string;

const start = () => startEmbeddedPostgres({ folder: join(folder, 'postgres'), watch: false });

/** In the database of the server that runs now. */
async function inDatabase<Result>(look: () => Promise<Result>): Promise<Result> {
  process.env.DATABASE_URL = server.url;
  try {
    return await look();
  } finally {
    await closeDatabase();
    delete process.env.DATABASE_URL;
  }
}

const roleNow = () => inDatabase(() => siteRoleOf(userId));
const forget = () =>
  inDatabase(async () => {
    await rawClient()`delete from site_role`;
  });

beforeAll(async () => {
  process.env.RUNQUEUE_DATA = folder;
  delete process.env.DATABASE_URL;
  expect(await runForTest(['administrator', 'ada@example.com'])).toMatchObject({
    status: 64,
    stderr: expect.stringContaining('start the site once'),
  });
  server = await start();
  await inDatabase(async () => {
    await migrate();
    userId = await addUser('Ada');
    email = 'ada-1@example.com';
    expect(await accountByEmail(email)).toMatchObject({ userId });
  });
});
afterAll(async () => {
  await closeDatabase();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  for (const [name, value] of Object.entries(given))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
});

it('while the site runs, whose database goes on; again it changes nothing', async () => {
  for (let time = 0; time < 2; time++) {
    const { status, stdout } = await runForTest(['administrator', email.toUpperCase()]);
    expect([status, stdout]).toEqual([0, expect.stringContaining(`Ada <${email}>`)]);
  }
  expect(isAlive(server.processId())).toBe(true);
  expect(await roleNow()).toBe('administrator');
});

it('with DATABASE_URL', async () => {
  await forget();
  process.env.DATABASE_URL = server.url;
  expect((await runForTest(['administrator', email])).status).toBe(0);
  delete process.env.DATABASE_URL;
  expect(await roleNow()).toBe('administrator');
});

it('while the site does not run, and leaves its database stopped', async () => {
  await forget();
  await server.stop();
  expect((await runForTest(['administrator', email])).status).toBe(0);
  server = await start();
  expect(server.wasRunning).toBe(false);
  expect(await roleNow()).toBe('administrator');
});

it.each([
  [['administrator'], 'is missing'],
  [['administrator', 'ada'], 'is no email address'],
  [['administrator', 'nobody@example.com'], 'sign up on the site first'],
])('%j is refused: %s', async (call, sentence) => {
  expect(await runForTest(call)).toMatchObject({ status: 64, stderr: expect.stringContaining(sentence) });
});

it('a database that cannot be reached is said to be so', async () => {
  process.env.DATABASE_URL = 'postgres://nobody:nothing@127.0.0.1:1/none';
  expect(await runForTest(['administrator', email])).toMatchObject({
    status: 64,
    stderr: expect.stringContaining('cannot be reached'),
  });
  delete process.env.DATABASE_URL;
});
