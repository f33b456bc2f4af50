/**
 * Runs of cases that somebody wants to see again: a worker makes them (grader/worker/replay-job.ts) and leaves them here
 * for a while. Told on the channel `submission` (notifications.ts), like every change of a submission.
 *
 *      waiting ──a worker made it──> stored ──an hour, or too many newer ones──> gone
 *         └──PATIENCE_SECONDS, or whoever asked left──> nobody waits: no worker runs it
 */
import { and, eq, isNotNull, not, type SQL, sql } from 'drizzle-orm';

import { database, type Transaction } from './client';
import { usedLately } from './limits';
import {
  LEAST_REPLAY_PRIORITY,
  MOST_REPLAY_PRIORITY,
  NOTIFICATION_CHANNEL,
  REPLAY_TASK,
  type ReplayJob,
} from './queue';
import { caseReplay } from './schema';

/** As long as whoever asked waits; what comes later is there when it is asked for again. */
export const PATIENCE_SECONDS = 20;
/** Cases that one person waits for at the same time. */
export const MAXIMUM_WAITING_REPLAYS = 3;
/** The workers that may die of one. */
const REPLAY_ATTEMPTS = 2;
const KEPT_MINUTES = 60;
/** Each is a megabyte or two. */
const MAXIMUM_KEPT_OF_PERSON = 20;
const MAXIMUM_KEPT = 1_000;

/** Names the table's lock among the server's advisory locks: an arbitrary constant. */
const REPLAY_LOCK = 7_214_003;

const now = sql`clock_timestamp()`;
/** Nothing came of it yet, and somebody waits for it. */
const waits = sql`(${caseReplay.outcome} is null
  and ${caseReplay.createdAt} > ${now} - make_interval(secs => ${PATIENCE_SECONDS}))`;

function isOf({ submissionId, caseName }: ReplayJob): SQL {
  return sql`(${caseReplay.submissionId}, ${caseReplay.caseName}) = (${submissionId}, ${caseName})`;
}

/** One change at a time: what is counted stays true until it is written. */
function lock(transaction: Transaction) {
  return transaction.execute(sql`select pg_advisory_xact_lock(${REPLAY_LOCK})`);
}

/** What came of it (grader/verdict.ts `ReplayOutcome`); undefined: nothing yet. */
export async function storedReplay(job: ReplayJob): Promise<unknown> {
  const [row] = await database().select({ outcome: caseReplay.outcome }).from(caseReplay).where(isOf(job));
  return row?.outcome ?? undefined;
}

export interface RequestedReplay {
  readonly job: ReplayJob;
  readonly askedAt: Date;
  /** Somebody waited for it before. */
  readonly isShared: boolean;
}

/**
 * Has a run made, again if it was; forgets the old ones of everybody. Several requests at once are one, as early in the
 * queue as the one of them who asked least lately. @returns why not: the person waits for so many others.
 */
export async function requestReplay(job: ReplayJob, userId: string): Promise<RequestedReplay | 'too many'> {
  const used = await usedLately(userId, 'replay');
  const priority = Math.min(LEAST_REPLAY_PRIORITY + Math.floor(used / 2), MOST_REPLAY_PRIORITY);
  return database().transaction(async (transaction) => {
    await lock(transaction);
    await transaction
      .delete(caseReplay)
      .where(sql`${caseReplay.createdAt} < ${now} - make_interval(mins => ${KEPT_MINUTES})`);
    const columns = { askedAt: caseReplay.createdAt, priority: caseReplay.priority };
    const [shared] = await transaction
      .update(caseReplay)
      .set({ createdAt: now, priority: sql`least(${caseReplay.priority}, ${priority}::int)` })
      .where(and(isOf(job), waits))
      .returning(columns);
    if (shared === undefined) {
      const waiting = await transaction.$count(caseReplay, and(eq(caseReplay.userId, userId), waits));
      if (waiting >= MAXIMUM_WAITING_REPLAYS) return 'too many';
    }
    const [asked] =
      shared === undefined
        ? await transaction
            .insert(caseReplay)
            .values({ ...job, userId, priority })
            .onConflictDoUpdate({
              target: [caseReplay.submissionId, caseReplay.caseName],
              set: { userId, priority, outcome: sql`null`, createdAt: now },
            })
            .returning(columns)
        : [shared];
    await transaction.execute(sql`
      select graphile_worker.add_job(
        identifier => ${REPLAY_TASK}, payload => ${JSON.stringify(job)}::json, max_attempts => ${REPLAY_ATTEMPTS}::int,
        job_key => ${`replay:${job.submissionId}:${job.caseName}`}, priority => ${asked.priority}::int)`);
    return { job, askedAt: asked.askedAt, isShared: shared !== undefined };
  });
}

/** Whoever asked left. Nobody waits then, unless somebody asked before or after him. */
export async function withdrawReplay({ job, askedAt, isShared }: RequestedReplay): Promise<void> {
  if (isShared) return;
  await database()
    .update(caseReplay)
    .set({ createdAt: sql`${caseReplay.createdAt} - make_interval(secs => ${PATIENCE_SECONDS})` })
    .where(and(isOf(job), waits, eq(caseReplay.createdAt, askedAt)));
}

/** For workers: whether somebody waits for it. */
export async function isReplayAwaited(job: ReplayJob): Promise<boolean> {
  return (await database().$count(caseReplay, and(isOf(job), waits))) > 0;
}

/** Keeps what came of a request, and the newest of the others. */
export async function storeReplay(job: ReplayJob, outcome: unknown): Promise<void> {
  await database().transaction(async (transaction) => {
    await lock(transaction);
    const [stored] = await transaction
      .update(caseReplay)
      .set({ outcome, createdAt: now })
      .where(isOf(job))
      .returning({ userId: caseReplay.userId });
    if (stored === undefined) return; // its account was deleted meanwhile
    await forgetOldest(transaction, job, MAXIMUM_KEPT_OF_PERSON, eq(caseReplay.userId, stored.userId));
    await forgetOldest(transaction, job, MAXIMUM_KEPT);
    await transaction.execute(sql`select pg_notify(${NOTIFICATION_CHANNEL}, ${job.submissionId})`);
  });
}

/** Leaves so many of the stored ones, of which `newest` is one. */
function forgetOldest(transaction: Transaction, newest: ReplayJob, most: number, of?: SQL) {
  const key = { submissionId: caseReplay.submissionId, caseName: caseReplay.caseName };
  const beyond = transaction
    .select(key)
    .from(caseReplay)
    .where(and(isNotNull(caseReplay.outcome), not(isOf(newest)), of))
    .orderBy(sql`${caseReplay.createdAt} desc`)
    .offset(most - 1);
  return transaction
    .delete(caseReplay)
    .where(sql`(${caseReplay.submissionId}, ${caseReplay.caseName}) in ${beyond}`);
}
