/**
 * Submissions and their gradings (the states are drawn in schema.ts).
 *
 * Promises: a submission and its job exist together or not at all; a verdict is stored at most once for each
 * submission, exercise version and grader version, whatever dies meanwhile; what counts for a student changes by
 * the first verdict and by acceptRegrade, and by nothing else. Every change is told on the channel `submission`
 * (notifications.ts).
 */
import { and, asc, count, desc, eq, inArray, or, sql } from 'drizzle-orm';

import { audit } from './audit';
import { database, type Transaction } from './client';
import { refreshBest } from './progress';
import {
  GRADE_TASK,
  type GradeJob,
  jobKey,
  MAXIMUM_ATTEMPTS,
  MAXIMUM_DEATHS,
  MAXIMUM_FAILURES,
  MOST_LIVE_PRIORITY,
  NOTIFICATION_CHANNEL,
  OUTSIDER_PRIORITY,
  RECENT_MINUTES,
  REGRADE_PRIORITY,
  retryDelaySeconds,
} from './queue';
import {
  enrolment,
  exerciseVersion,
  grading,
  leaderboardEntry,
  ruleResult,
  type StoredProgress,
  type SubmissionState,
  submission as submissions,
  workerHeartbeat,
} from './schema';
import { assertStorable } from './text';
import { DEAD_AFTER_SECONDS, LOST_AFTER_SECONDS } from './workers';

const WAITING_OR_RUNNING: SubmissionState[] = ['queued', 'running'];

function notify(transaction: Transaction, submissionId: string) {
  return transaction.execute(sql`select pg_notify(${NOTIFICATION_CHANNEL}, ${submissionId})`);
}

function enqueue(transaction: Transaction, job: GradeJob, delaySeconds = 0) {
  const priority = job.regrade === true ? sql`${REGRADE_PRIORITY}` : submissions.priority;
  return transaction.execute(sql`
    select graphile_worker.add_job(
      identifier => ${GRADE_TASK}, payload => ${JSON.stringify(job)}::json,
      run_at => now() + make_interval(secs => ${delaySeconds}), max_attempts => ${MAXIMUM_ATTEMPTS}::int,
      job_key => ${jobKey(job)}, priority => ${priority}::int)
    from ${submissions} where ${submissions.id} = ${job.submissionId}`);
}

/** Of what the student hands in now: the number of his others of the last minutes, behind all others' if he is in no course (queue.ts). */
function priorityOf(transaction: Transaction, userId: string) {
  const isEnrolled = sql`exists (select from ${enrolment} where ${enrolment.userId} = ${userId})`;
  const priority = sql<number>`(case when ${isEnrolled}
    then least(count(*), ${OUTSIDER_PRIORITY - 1})
    else least(count(*) + ${OUTSIDER_PRIORITY}, ${MOST_LIVE_PRIORITY}) end)::int`;
  return transaction
    .select({ priority: priority.as('priority') })
    .from(submissions)
    .where(
      and(
        eq(submissions.userId, userId),
        sql`${submissions.createdAt} > clock_timestamp() - make_interval(mins => ${RECENT_MINUTES})`,
      ),
    );
}

/** Stores what a student hands in and puts it in the queue. @throws RangeError when it cannot be stored (text.ts). */
export async function submit(handedIn: {
  readonly userId: string;
  readonly exercise: string;
  readonly version: string;
  readonly source: string;
}): Promise<{ readonly submissionId: string }> {
  assertStorable(handedIn.source);
  const { userId, exercise } = handedIn;
  return database().transaction(async (transaction) => {
    // One at a time for a student and exercise, or two at once would not see each other as older.
    await transaction.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`submit ${userId} ${exercise}`}, 0))`,
    );
    const superseded = await transaction
      .update(submissions)
      .set({ state: 'superseded' })
      .where(
        and(
          eq(submissions.userId, userId),
          eq(submissions.exercise, exercise),
          eq(submissions.state, 'queued'),
        ),
      )
      .returning({ id: submissions.id });
    const [{ priority }] = await priorityOf(transaction, userId);
    const [{ id }] = await transaction
      .insert(submissions)
      .values({ ...handedIn, priority })
      .returning({ id: submissions.id });
    await enqueue(transaction, { submissionId: id });
    for (const each of [...superseded, { id }]) await notify(transaction, each.id);
    return { submissionId: id };
  });
}

export interface SubmissionSummary {
  readonly id: string;
  readonly userId: string;
  readonly exercise: string;
  readonly version: string;
  readonly state: SubmissionState;
  readonly createdAt: Date;
  readonly progress: StoredProgress | null;
  /** Of the grading that counts; null before there is one. */
  readonly score: number | null;
  readonly maxScore: number | null;
}

export interface Submission extends SubmissionSummary {
  readonly source: string;
  /** grader/verdict.ts `Verdict`: the one that counts, or the last "not graded". */
  readonly verdict: unknown;
}

const summaryColumns = {
  id: submissions.id,
  userId: submissions.userId,
  exercise: submissions.exercise,
  version: submissions.version,
  state: submissions.state,
  createdAt: submissions.createdAt,
  progress: submissions.progress,
  score: submissions.score,
  maxScore: submissions.maxScore,
};

/** Without source and verdict: what is asked again and again while it is graded. */
export async function submissionSummary(submissionId: string): Promise<SubmissionSummary | null> {
  const [row] = await database()
    .select(summaryColumns)
    .from(submissions)
    .where(eq(submissions.id, submissionId));
  return row ?? null;
}

export async function submission(submissionId: string): Promise<Submission | null> {
  const [row] = await database()
    .select({ ...summaryColumns, source: submissions.source, verdict: grading.verdict })
    .from(submissions)
    .leftJoin(
      grading,
      and(eq(grading.submissionId, submissions.id), or(grading.counts, eq(grading.status, 'not graded'))),
    )
    .where(eq(submissions.id, submissionId))
    .orderBy(sql`${grading.counts} desc nulls last`, desc(grading.createdAt))
    .limit(1);
  return row ?? null;
}

/** Newest first. */
export async function submissionsOf(
  userId: string,
  exercise: string,
  limit = 50,
): Promise<SubmissionSummary[]> {
  return database()
    .select(summaryColumns)
    .from(submissions)
    .where(and(eq(submissions.userId, userId), eq(submissions.exercise, exercise)))
    .orderBy(desc(submissions.sequence))
    .limit(limit);
}

/** 1 when it is next; 0 when it does not wait (or does not exist). */
export async function queuePlace(submissionId: string): Promise<number> {
  const own = database()
    .select({ priority: submissions.priority, sequence: submissions.sequence })
    .from(submissions)
    .where(and(eq(submissions.id, submissionId), eq(submissions.state, 'queued')));
  const [row] = await database()
    .select({ place: count() })
    .from(submissions)
    .where(
      and(
        eq(submissions.state, 'queued'),
        sql`(${submissions.priority}, ${submissions.sequence}) <= (${own})`,
      ),
    );
  return row.place;
}

// For grader workers

export interface SubmissionInHand {
  readonly id: string;
  readonly exercise: string;
  readonly version: string;
  readonly source: string;
  /** Workers died of it too often: it is not to be run again. */
  readonly isPoisonous: boolean;
  /** It may be: so many that had it in hand are silent, dead or only late. To be put back until that is known. */
  readonly isSuspect: boolean;
}

/** How many others that had it in hand are silent for so long. Who ended in order has signed off, and is none. */
function silentHolders(workerId: string, seconds: number) {
  return sql`(select count(*) from ${workerHeartbeat} as holder
    where holder.worker_id = any(${submissions.holders}) and holder.worker_id <> ${workerId}
      and holder.beat_at < clock_timestamp() - make_interval(secs => ${seconds}))`;
}

function inHandColumns(workerId: string) {
  const lost = silentHolders(workerId, LOST_AFTER_SECONDS);
  const silent = silentHolders(workerId, DEAD_AFTER_SECONDS);
  return {
    id: submissions.id,
    exercise: submissions.exercise,
    version: submissions.version,
    source: submissions.source,
    isPoisonous: sql<boolean>`${lost} >= ${MAXIMUM_DEATHS}`,
    isSuspect: sql<boolean>`${lost} < ${MAXIMUM_DEATHS} and ${silent} >= ${MAXIMUM_DEATHS}`,
  };
}

function takeInHand(workerId: string) {
  return {
    workerId,
    holders: sql`array_append(array_remove(${submissions.holders}, ${workerId}), ${workerId})`,
  };
}

/** Takes a submission in hand. Null when there is nothing to do: superseded, or its verdict is stored already. */
export async function startGrading(submissionId: string, workerId: string): Promise<SubmissionInHand | null> {
  return database().transaction(async (transaction) => {
    const [row] = await transaction
      .update(submissions)
      .set({ ...takeInHand(workerId), state: 'running', startedAt: sql`clock_timestamp()`, progress: null })
      .where(and(eq(submissions.id, submissionId), inArray(submissions.state, WAITING_OR_RUNNING)))
      .returning(inHandColumns(workerId));
    if (row === undefined) return null;
    await notify(transaction, submissionId);
    return row;
  });
}

/** Takes it in hand for a regrade; leaves the submission's state alone. */
export async function startRegrade(submissionId: string, workerId: string): Promise<SubmissionInHand | null> {
  const [row] = await database()
    .update(submissions)
    .set(takeInHand(workerId))
    .where(eq(submissions.id, submissionId))
    .returning(inHandColumns(workerId));
  return row ?? null;
}

export async function recordProgress(submissionId: string, progress: StoredProgress): Promise<void> {
  await database().execute(sql`
    with changed as (
      update ${submissions} set progress = ${JSON.stringify(progress)}::jsonb
      where ${submissions.id} = ${submissionId} and ${submissions.state} = 'running' returning 1)
    select pg_notify(${NOTIFICATION_CHANNEL}, ${submissionId}) from changed`);
}

/** Puts a submission back: for a worker that shuts down with it in hand, or must not run it yet. */
export async function returnToQueue(job: GradeJob, delaySeconds = 0): Promise<void> {
  await database().transaction(async (transaction) => {
    await setWaiting(transaction, job, 0);
    await enqueue(transaction, job, delaySeconds);
    await notify(transaction, job.submissionId);
  });
}

/**
 * Grading failed by our own fault: puts the submission back to be tried later.
 * @returns false when it has failed too often for that: store "not graded" then.
 */
export async function retryLater(job: GradeJob): Promise<boolean> {
  return database().transaction(async (transaction) => {
    const failures = await setWaiting(transaction, job, 1);
    if (failures >= MAXIMUM_FAILURES) return false;
    await enqueue(transaction, job, retryDelaySeconds(failures));
    await notify(transaction, job.submissionId);
    return true;
  });
}

async function setWaiting(transaction: Transaction, job: GradeJob, failure: 0 | 1): Promise<number> {
  const [row] = await transaction
    .update(submissions)
    .set({
      ...(job.regrade === true
        ? {}
        : {
            state: sql`case ${submissions.state} when 'running' then 'queued' else ${submissions.state} end`,
            progress: null,
          }),
      workerId: null,
      holders: sql`array_remove(${submissions.holders}, ${submissions.workerId})`,
      failures: sql`${submissions.failures} + ${failure}`,
    })
    .where(eq(submissions.id, job.submissionId))
    .returning({ failures: submissions.failures });
  return row?.failures ?? MAXIMUM_FAILURES;
}

/**
 * The queue will not hand it out again, or nothing can grade it: "not graded", without a verdict. A regrade may
 * still give it one, which then counts.
 */
export async function giveUp(submissionId: string): Promise<void> {
  await database().transaction(async (transaction) => {
    await transaction
      .update(submissions)
      .set({ state: 'not graded', progress: null, workerId: null, gradedAt: sql`clock_timestamp()` })
      .where(and(eq(submissions.id, submissionId), inArray(submissions.state, WAITING_OR_RUNNING)));
    await notify(transaction, submissionId);
  });
}

export interface NewVerdict {
  readonly submissionId: string;
  /** What judged: may be newer than the version that the student saw. */
  readonly version: string;
  readonly graderVersion: string;
  readonly status: 'graded' | 'rejected' | 'limit' | 'not graded';
  readonly score: number;
  readonly maxScore: number;
  /** Lower is better; only with a full score. */
  readonly metric?: number | null;
  /** grader/verdict.ts `Verdict`: plain data. */
  readonly verdict: unknown;
  readonly rules: readonly {
    readonly id: string;
    readonly passed: boolean;
    readonly points: number;
    readonly maxPoints: number;
  }[];
}

/**
 * Stores a verdict. The submission's first one counts; a later one, of other versions, waits for acceptRegrade.
 * @returns false when this verdict was stored before: nothing changes then.
 */
export async function storeVerdict(given: NewVerdict): Promise<boolean> {
  return database().transaction(async (transaction) => {
    const [of] = await transaction
      .update(submissions)
      .set({ workerId: null })
      .where(eq(submissions.id, given.submissionId))
      .returning({ exercise: submissions.exercise, state: submissions.state });
    if (of === undefined)
      throw new Error(`Cannot store a verdict: there is no submission ${given.submissionId}.`);
    const final = given.status !== 'not graded';
    if (!final && !WAITING_OR_RUNNING.includes(of.state)) return false;
    // What does not depend on another, nor on its being done before, is sent together with it, in no certain order.
    const [[counting]] = await Promise.all([
      transaction
        .select({ id: grading.id })
        .from(grading)
        .where(and(eq(grading.submissionId, given.submissionId), grading.counts)),
      transaction
        .insert(exerciseVersion)
        .values({ exercise: of.exercise, version: given.version, maxScore: given.maxScore })
        .onConflictDoNothing(),
    ]);
    const { rules, metric, ...columns } = given;
    const counts = final && counting === undefined;
    const [stored] = await transaction
      .insert(grading)
      .values({ ...columns, metric: metric ?? null, exercise: of.exercise, counts })
      .onConflictDoNothing()
      .returning({ id: grading.id });
    if (stored === undefined) return false;
    const resultOf = ({ id, passed, points, maxPoints }: (typeof rules)[number]) => ({
      ...{ gradingId: stored.id, rule: id },
      ...{ passed, points, maxPoints },
    });
    await Promise.all([
      rules.length > 0 && transaction.insert(ruleResult).values(rules.map(resultOf)),
      counts && letCount(transaction, stored.id),
      !final &&
        transaction
          .update(submissions)
          .set({ state: 'not graded', progress: null, gradedAt: sql`clock_timestamp()` })
          .where(eq(submissions.id, given.submissionId)),
      notify(transaction, given.submissionId),
    ]);
    return true;
  });
}

/** Carries a grading that counts over to its submission, to the student's best and to the leaderboard. */
async function letCount(transaction: Transaction, gradingId: string): Promise<void> {
  const [of] = await transaction
    .select({
      submissionId: grading.submissionId,
      exercise: grading.exercise,
      version: grading.version,
      status: grading.status,
      score: grading.score,
      maxScore: grading.maxScore,
      metric: grading.metric,
      userId: submissions.userId,
      submittedAt: submissions.createdAt,
    })
    .from(grading)
    .innerJoin(submissions, eq(submissions.id, grading.submissionId))
    .where(eq(grading.id, gradingId));
  const { exercise, version, userId, metric, submissionId, submittedAt } = of;
  await transaction
    .update(submissions)
    .set({
      state: of.status,
      score: of.score,
      maxScore: of.maxScore,
      progress: null,
      gradedAt: sql`clock_timestamp()`,
    })
    .where(eq(submissions.id, submissionId));
  await refreshBest(transaction, { userId, kind: 'exercise', item: exercise });
  if (of.status !== 'graded' || of.score !== of.maxScore || metric === null) return;
  await transaction
    .insert(leaderboardEntry)
    .values({ exercise, version, userId, metric, submissionId, submittedAt })
    .onConflictDoUpdate({
      target: [leaderboardEntry.exercise, leaderboardEntry.version, leaderboardEntry.userId],
      set: { metric, submissionId, submittedAt },
      setWhere: sql`(excluded.metric, excluded.submitted_at) < (${leaderboardEntry.metric}, ${leaderboardEntry.submittedAt})`,
    });
}

// Regrades

/** Has submissions graded again by the installed versions, after all that students wait for. */
export async function regrade(order: {
  readonly actorId: string;
  readonly submissionIds: readonly string[];
}): Promise<void> {
  await database().transaction(async (transaction) => {
    for (const submissionId of order.submissionIds) {
      // What graders died of may be mended.
      await transaction.update(submissions).set({ holders: [] }).where(eq(submissions.id, submissionId));
      await enqueue(transaction, { submissionId, regrade: true });
      await audit(transaction, {
        actorId: order.actorId,
        action: 'regrade.order',
        subject: `submission:${submissionId}`,
        details: {},
      });
    }
  });
}

export interface PendingRegrade {
  readonly gradingId: string;
  readonly submissionId: string;
  readonly status: string;
  readonly scoreBefore: number | null;
  readonly scoreAfter: number;
  readonly maxScore: number;
}

/** Verdicts of an exercise version that do not count, in the order of handing in: what acceptRegrade would change. */
export async function pendingRegrades(exercise: string, version: string): Promise<PendingRegrade[]> {
  return database()
    .select({
      gradingId: grading.id,
      submissionId: grading.submissionId,
      status: grading.status,
      scoreBefore: submissions.score,
      scoreAfter: grading.score,
      maxScore: grading.maxScore,
    })
    .from(grading)
    .innerJoin(submissions, eq(submissions.id, grading.submissionId))
    .where(
      and(
        eq(grading.exercise, exercise),
        eq(grading.version, version),
        eq(grading.counts, false),
        sql`${grading.status} <> 'not graded'`,
      ),
    )
    .orderBy(asc(submissions.sequence), asc(grading.createdAt));
}

/** Lets a pending verdict count instead of the one before, which stays stored. */
export async function acceptRegrade(order: {
  readonly actorId: string;
  readonly gradingId: string;
}): Promise<void> {
  await database().transaction(async (transaction) => {
    const [of] = await transaction
      .select({ submissionId: grading.submissionId, status: grading.status })
      .from(grading)
      .where(eq(grading.id, order.gradingId));
    if (of === undefined || of.status === 'not graded')
      throw new Error(`Cannot accept grading ${order.gradingId}: it does not exist or is "not graded".`);
    const [before] = await transaction
      .select({ score: submissions.score })
      .from(submissions)
      .where(eq(submissions.id, of.submissionId))
      .for('update');
    await transaction
      .update(grading)
      .set({ counts: false })
      .where(and(eq(grading.submissionId, of.submissionId), grading.counts));
    await transaction.update(grading).set({ counts: true }).where(eq(grading.id, order.gradingId));
    await letCount(transaction, order.gradingId);
    await audit(transaction, {
      actorId: order.actorId,
      action: 'regrade.accept',
      subject: `submission:${of.submissionId}`,
      details: { gradingId: order.gradingId, scoreBefore: before.score },
    });
    await notify(transaction, of.submissionId);
  });
}
