/**
 * Runs of cases that somebody wants to see again: a worker makes them (grader/worker/replay-job.ts) and leaves them here
 * for a while. Told on the channel `submission` (notifications.ts), like every change of a submission.
 */
import { and, eq, sql } from 'drizzle-orm';

import { database } from './client';
import { NOTIFICATION_CHANNEL, REPLAY_TASK, type ReplayJob } from './queue';
import { caseReplay } from './schema';

/** Before live gradings nothing goes: after them comes what somebody only looks at. */
const REPLAY_PRIORITY = 950;
/** The workers that may die of one. */
const REPLAY_ATTEMPTS = 2;
const KEPT_MINUTES = 60;

/** What came of it (grader/verdict.ts `ReplayOutcome`); undefined: nothing yet. */
export async function storedReplay({ submissionId, caseName }: ReplayJob): Promise<unknown> {
  const [row] = await database()
    .select({ outcome: caseReplay.outcome })
    .from(caseReplay)
    .where(and(eq(caseReplay.submissionId, submissionId), eq(caseReplay.caseName, caseName)));
  return row?.outcome;
}

/** Has a run made, again if it was; forgets the old ones of everybody. Several requests at once are one. */
export async function requestReplay(job: ReplayJob): Promise<void> {
  const { submissionId, caseName } = job;
  await database().transaction(async (transaction) => {
    await transaction.delete(caseReplay).where(
      sql`${caseReplay.createdAt} < clock_timestamp() - make_interval(mins => ${KEPT_MINUTES})
          or (${caseReplay.submissionId}, ${caseReplay.caseName}) = (${submissionId}, ${caseName})`,
    );
    await transaction.execute(sql`
      select graphile_worker.add_job(
        identifier => ${REPLAY_TASK}, payload => ${JSON.stringify(job)}::json, max_attempts => ${REPLAY_ATTEMPTS}::int,
        job_key => ${`replay:${submissionId}:${caseName}`}, priority => ${REPLAY_PRIORITY}::int)`);
  });
}

export async function storeReplay({ submissionId, caseName }: ReplayJob, outcome: unknown): Promise<void> {
  await database().transaction(async (transaction) => {
    await transaction
      .insert(caseReplay)
      .values({ submissionId, caseName, outcome })
      .onConflictDoUpdate({
        target: [caseReplay.submissionId, caseReplay.caseName],
        set: { outcome, createdAt: sql`clock_timestamp()` },
      });
    await transaction.execute(sql`select pg_notify(${NOTIFICATION_CHANNEL}, ${submissionId})`);
  });
}
