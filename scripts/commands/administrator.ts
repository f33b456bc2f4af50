import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { isConnectionError } from '../../app/database-call';
import { closeDatabase } from '../../db/client';
import { migrate } from '../../db/migrate';
import { accountByEmail, setSiteRole } from '../../db/site-roles';
import { defineCommand, type Output } from '../command';
import { InputError, UsageError } from '../command-error';
import { quoted } from '../command-options';
import { startEmbeddedPostgres } from '../embedded-postgres';
import { root } from '../project-root';
import { readSettings, StartError } from '../start-settings';

/** Enough to tell a slip of the hand; whether there is such an account, the database knows. */
const ADDRESS = /^[^\s@]{1,64}@[^\s@]{1,190}$/;

/**
 * Runs with the database of the site in DATABASE_URL: that one, else the embedded one of the data folder, which is
 * started for it where the site does not run.
 */
async function withSiteDatabase<Result>(run: () => Promise<Result>): Promise<Result> {
  const { databaseUrl, dataFolder } = settings();
  if (databaseUrl !== undefined) return closingAfter(run);
  const folder = join(dataFolder, 'postgres');
  if (!existsSync(folder))
    throw new InputError(
      `there is no database in ${folder}: start the site once with npm start, or set DATABASE_URL`,
    );
  const server = await startEmbeddedPostgres({ folder, watch: false });
  process.env.DATABASE_URL = server.url;
  try {
    return await closingAfter(run);
  } finally {
    delete process.env.DATABASE_URL;
    if (!server.wasRunning) await server.stop();
  }
}

function settings() {
  try {
    return readSettings(process.env, root);
  } catch (error) {
    if (error instanceof StartError) throw new InputError(error.message.replace(/\.$/, ''));
    throw error;
  }
}

async function closingAfter<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (isConnectionError(error)) throw new InputError('the database cannot be reached; check DATABASE_URL');
    throw error;
  } finally {
    await closeDatabase();
  }
}

async function name(email: string, output: Output): Promise<number> {
  await migrate();
  const account = await accountByEmail(email);
  if (account === null)
    throw new InputError(`no account has the address ${quoted(email)}: sign up on the site first`);
  await setSiteRole({ actorId: account.userId, userId: account.userId, role: 'administrator' });
  // Addresses are not verified: whoever calls it looks whether this is whom he means.
  output.print(
    `${account.name} <${account.email}>, who signed up on ${account.createdAt.toISOString().slice(0, 10)}, is an administrator now. ` +
      'Who may make courses is set on the page /administration.',
  );
  return 0;
}

export default defineCommand({
  usage: ['administrator <email>'],
  summary:
    'Makes the account with this address an administrator, who names instructors; of DATABASE_URL, or of the embedded database.',
  options: {},
  operands: { name: '<email>', from: 1, to: 1 },
  async run(_values, [email], output) {
    if (!ADDRESS.test(email)) throw new UsageError(`${quoted(email)} is no email address`);
    return withSiteDatabase(() => name(email, output));
  },
});
