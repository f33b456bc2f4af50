/** Whether the database answers and has the tables of this code: what `/readyz` reports. */
import { sql } from 'drizzle-orm';

import { database } from './client';

const ANSWER_TIMEOUT_MS = 3_000;

export interface DatabaseHealth {
  readonly ready: boolean;
  /** What is wrong, for the operator. Empty when ready. */
  readonly problem: string;
}

/** Never throws; answers within about three seconds. */
export async function databaseHealth(): Promise<DatabaseHealth> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${ANSWER_TIMEOUT_MS / 1000} s`)),
      ANSWER_TIMEOUT_MS,
    );
  });
  try {
    const query = database().execute<{ migrated: boolean; queue: boolean }>(
      sql`select to_regclass('submission') is not null as migrated, to_regclass('graphile_worker.jobs') is not null as queue`,
    );
    query.catch(() => undefined); // told through the race, or too late to matter
    const [row] = await Promise.race([query, timeout]);
    if (!row.migrated || !row.queue)
      return { ready: false, problem: 'PostgreSQL answers, but its tables are missing: run the migrations.' };
    return { ready: true, problem: '' };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { ready: false, problem: `PostgreSQL does not answer: ${textOf(cause)}` };
  } finally {
    clearTimeout(timer);
  }
}

export async function databaseReady(): Promise<boolean> {
  return (await databaseHealth()).ready;
}

/** Connection errors may have an empty message and a code (`ECONNREFUSED`). */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as Error & { code?: unknown };
  return error.message !== '' ? error.message : String(code ?? error.name);
}
