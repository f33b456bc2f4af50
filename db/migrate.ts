/**
 * Brings the database to the tables of this code: our migrations (db/migrations), the queue's own, and the first
 * deployment secret. May be called by any number of processes at once and any number of times: an advisory lock
 * lets one at a time through, and what was applied is not applied again.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { Logger, runMigrations } from 'graphile-worker';

import { database, databaseUrl, rawClient } from './client';
import { ensureCaseSecret } from './deployment-secret';

const migrationsFolder = join(dirname(fileURLToPath(import.meta.url)), 'migrations');
/** Names our lock among the server's advisory locks: an arbitrary constant. */
const MIGRATION_LOCK = 7_214_001;

const quietLogger = new Logger(() => (level, message) => {
  if (level === 'error' || level === 'warning') console.error(`queue: ${message}`);
});

export async function migrate(): Promise<void> {
  const connection = await rawClient().reserve();
  try {
    await connection`select pg_advisory_lock(${MIGRATION_LOCK})`;
    try {
      await applyMigrations(database(), { migrationsFolder });
      await runMigrations({ connectionString: databaseUrl(), logger: quietLogger });
      await ensureCaseSecret();
    } finally {
      await connection`select pg_advisory_unlock(${MIGRATION_LOCK})`;
    }
  } finally {
    connection.release();
  }
}
