/**
 * Grader workers as the database sees them: each beats every second and says for which locks it has a job in hand.
 * The queue's locks last four hours; one that is some seconds old and that no fresh beat speaks for is taken away
 * with the queue's own force-unlock, and the job runs again. That covers a dead worker as well as one that could
 * not tell the queue that it was done. Should the holder work on after all, the verdict is stored once nevertheless.
 */
import { and, eq, inArray, lt, sql } from 'drizzle-orm';

import { database } from './client';
import { GRADE_TASK } from './queue';
import { submission, workerHeartbeat } from './schema';

export const BEAT_INTERVAL_MS = 1_000;
/** Longer than a garbage collection or a short stop of the machine; short enough that nobody notices a death. */
export const DEAD_AFTER_SECONDS = 4;
/**
 * A worker that was silent for so long is not late any more: the supervisor kills a silent one sooner
 * (scripts/supervisor.ts), and neither a busy machine nor a database that is away keeps one from beating for long.
 */
export const LOST_AFTER_SECONDS = 20;
/** Longer than DEAD_AFTER_SECONDS: on a busy machine a worker may be late without being missed. */
const SILENT_AFTER_SECONDS = 10;
const FORGET_AFTER_HOURS = 24;

export interface WorkerIdentity {
  readonly workerId: string;
  readonly host: string;
  readonly processId: number;
  /** The locks for which it has a job in hand. */
  readonly lockNames: readonly string[];
}

export async function beat(worker: WorkerIdentity): Promise<void> {
  const row = { ...worker, lockNames: [...worker.lockNames] };
  await database()
    .insert(workerHeartbeat)
    .values(row)
    .onConflictDoUpdate({
      target: workerHeartbeat.workerId,
      set: { lockNames: row.lockNames, beatAt: sql`clock_timestamp()` },
    });
}

/** For a worker that ends in order: nobody needs to find it dead. */
export async function retire(workerId: string): Promise<void> {
  await database().delete(workerHeartbeat).where(eq(workerHeartbeat.workerId, workerId));
}

/** How many workers have beaten within the last seconds. */
export async function liveWorkers(withinSeconds = DEAD_AFTER_SECONDS): Promise<number> {
  const [row] = await database().execute<{ live: number }>(sql`
    select count(*)::int as live from ${workerHeartbeat}
    where ${workerHeartbeat.beatAt} > clock_timestamp() - make_interval(secs => ${withinSeconds})`);
  return row.live;
}

/** Whether anybody grades: what `/readyz` reports. */
export async function aWorkerAnswers(): Promise<boolean> {
  return (await liveWorkers(SILENT_AFTER_SECONDS)) > 0;
}

/** Releases the jobs that nobody has in hand. @returns the names of the locks that were released. */
export async function releaseForgottenJobs(): Promise<string[]> {
  const dead = await database().execute<{ locked_by: string }>(sql`
    select distinct jobs.locked_by from graphile_worker.jobs as jobs
    where jobs.locked_by is not null
      and jobs.locked_at < clock_timestamp() - make_interval(secs => ${DEAD_AFTER_SECONDS})
      and not exists (
        select 1 from ${workerHeartbeat}
        where jobs.locked_by = any(${workerHeartbeat.lockNames})
          and ${workerHeartbeat.beatAt} > clock_timestamp() - make_interval(secs => ${DEAD_AFTER_SECONDS}))`);
  const names = dead.map((row) => row.locked_by);
  if (names.length > 0)
    await database().execute(
      sql`select graphile_worker.force_unlock_workers(array[${sql.join(
        names.map((name) => sql`${name}`),
        sql`, `,
      )}]::text[])`,
    );
  await database()
    .delete(workerHeartbeat)
    .where(
      lt(workerHeartbeat.beatAt, sql`clock_timestamp() - make_interval(hours => ${FORGET_AFTER_HOURS})`),
    );
  return names;
}

/**
 * Submissions that wait or run while the queue will never hand them out again: their job was taken too often, by
 * workers that died of it.
 */
export async function exhaustedSubmissions(): Promise<string[]> {
  const exhausted = sql`(
    select jobs.key from graphile_worker.jobs as jobs
    where jobs.task_identifier = ${GRADE_TASK} and jobs.attempts >= jobs.max_attempts and jobs.locked_at is null)`;
  const rows = await database()
    .select({ id: submission.id })
    .from(submission)
    .where(
      and(
        inArray(submission.state, ['queued', 'running']),
        sql`'grade:' || ${submission.id} in ${exhausted}`,
      ),
    );
  return rows.map((row) => row.id);
}
