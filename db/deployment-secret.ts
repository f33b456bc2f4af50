/**
 * The secret from which the seeds of hidden cases are made. It lives in the database, so that a grader worker on
 * any machine needs only DATABASE_URL, and it never leaves the server side.
 */
import { randomBytes } from 'node:crypto';
import { desc, sql } from 'drizzle-orm';

import { audit } from './audit';
import { database } from './client';
import { deploymentSecret } from './schema';

const SECRET_BYTES = 32;

/** The secret in force. @throws when the migrations have not run. */
export async function caseSecret(): Promise<string> {
  const [row] = await database()
    .select({ value: deploymentSecret.value })
    .from(deploymentSecret)
    .orderBy(desc(deploymentSecret.id))
    .limit(1);
  if (row === undefined)
    throw new Error('There is no deployment secret in the database: run the migrations.');
  return row.value;
}

/** Makes the first secret where there is none. Called under the migrations' lock. */
export async function ensureCaseSecret(): Promise<void> {
  await database().execute(
    sql`insert into ${deploymentSecret} (value) select ${randomBytes(SECRET_BYTES).toString('hex')}
        where not exists (select 1 from ${deploymentSecret})`,
  );
}

/** For a new term: hidden cases get new seeds from now on. Workers read it when they start. */
export async function rotateCaseSecret(actorId: string): Promise<void> {
  await database().transaction(async (transaction) => {
    const [row] = await transaction
      .insert(deploymentSecret)
      .values({ value: randomBytes(SECRET_BYTES).toString('hex') })
      .returning({ id: deploymentSecret.id });
    await audit(transaction, {
      actorId,
      action: 'secret.rotate',
      subject: `deploymentSecret:${row.id}`,
      details: {},
    });
  });
}
