/**
 * What graders do with a version of a package for whoever wants to know (grader/worker/package-job.ts). Told on the
 * channel `submission` (notifications.ts) under the run's id, like every change of a submission.
 *
 *      queued ──> running ──> done | failed        failed: by our own fault, or because it took a worker along
 *        └──> superseded      the same person asked for the same again, or a newer check of the package was asked for
 */
import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import { database, type Transaction } from './client';
import { usedLately } from './limits';
import { versionFiles } from './package-versions';
import { CHECK_TASK, MOST_TRIAL_PRIORITY, NOTIFICATION_CHANNEL, TRIAL_PRIORITY, TRIAL_TASK } from './queue';
import {
  authoredPackage,
  type ItemKind,
  type PackageRunKind,
  type PackageRunState,
  packageRun,
  type StoredProgress,
} from './schema';

/** Proves the promises. */
export interface CheckOrder {
  readonly mutants: boolean;
}

/** Grades a text, or one of the package's own solutions by its place (`wrong/lifo.ts`), or shows variants of a question. */
export type TrialOrder =
  | { readonly source: string; readonly cases: 'all' | 'samples' }
  | { readonly solution: string }
  | { readonly variants: readonly number[] };

export interface PackageRun {
  readonly id: string;
  readonly packageId: string;
  readonly version: string;
  readonly userId: string;
  readonly kind: PackageRunKind;
  readonly state: PackageRunState;
  readonly progress: StoredProgress | null;
  /** grader/packages/package-outcome.ts `CheckOutcome` or `TrialOutcome`; null before there is one. */
  readonly outcome: unknown;
  readonly holds: boolean | null;
  readonly createdAt: Date;
}

const columns = {
  id: packageRun.id,
  packageId: packageRun.packageId,
  version: packageRun.version,
  userId: packageRun.userId,
  kind: packageRun.kind,
  state: packageRun.state,
  progress: packageRun.progress,
  outcome: packageRun.outcome,
  holds: packageRun.holds,
  createdAt: packageRun.createdAt,
};

/** The worker that dies of one may have been unlucky once. */
const ATTEMPTS = 2;
/** Who asks for much waits behind who asks for little. */
const USED_A_STEP = 4;
/** Each may be a megabyte or two. */
const KEPT_TRIALS_OF_PERSON = 10;
const KEPT_TRIALS_MINUTES = 60;
const KEPT_CHECKS_OF_PACKAGE = 20;

const IN_THE_QUEUE: PackageRunState[] = ['queued', 'running'];

/** @param order.version one that is kept (package-versions.ts). @returns the run's id. */
export async function orderRun(
  order: { readonly packageId: string; readonly version: string; readonly userId: string } & (
    | { readonly kind: 'check'; readonly order: CheckOrder }
    | { readonly kind: 'trial'; readonly order: TrialOrder }
  ),
): Promise<string> {
  const { packageId, userId, kind } = order;
  const used = await usedLately(userId, kind === 'check' ? 'check' : 'package trial');
  const priority = Math.min(TRIAL_PRIORITY + Math.floor(used / USED_A_STEP), MOST_TRIAL_PRIORITY);
  return database().transaction(async (transaction) => {
    await transaction.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`package run ${packageId}`}, 0))`,
    );
    const superseded = await transaction
      .update(packageRun)
      .set({ state: 'superseded', endedAt: sql`clock_timestamp()` })
      .where(
        and(
          ...[eq(packageRun.packageId, packageId), eq(packageRun.kind, kind), eq(packageRun.state, 'queued')],
          kind === 'trial' ? eq(packageRun.userId, userId) : undefined,
        ),
      )
      .returning({ id: packageRun.id });
    const [{ id }] = await transaction.insert(packageRun).values(order).returning({ id: packageRun.id });
    await forgetOld(transaction, order);
    const task = kind === 'check' ? CHECK_TASK : TRIAL_TASK;
    await transaction.execute(sql`
      select graphile_worker.add_job(
        identifier => ${task}, payload => ${JSON.stringify({ runId: id })}::json, max_attempts => ${ATTEMPTS}::int,
        job_key => ${`${task}:${id}`}, priority => ${priority}::int)`);
    for (const each of superseded) await notify(transaction, each.id);
    return id;
  });
}

async function forgetOld(
  transaction: Transaction,
  { packageId, userId, kind }: Pick<PackageRun, 'packageId' | 'userId' | 'kind'>,
): Promise<void> {
  const isEnded = sql`${packageRun.state} not in ('queued', 'running')`;
  if (kind === 'trial')
    await transaction
      .delete(packageRun)
      .where(
        and(
          ...[eq(packageRun.kind, 'trial'), isEnded],
          sql`${packageRun.createdAt} < clock_timestamp() - make_interval(mins => ${KEPT_TRIALS_MINUTES})`,
        ),
      );
  const [own, most] =
    kind === 'trial'
      ? [eq(packageRun.userId, userId), KEPT_TRIALS_OF_PERSON]
      : [eq(packageRun.packageId, packageId), KEPT_CHECKS_OF_PACKAGE];
  const beyond = transaction
    .select({ id: packageRun.id })
    .from(packageRun)
    .where(and(own, eq(packageRun.kind, kind), isEnded))
    .orderBy(desc(packageRun.createdAt))
    .offset(most);
  await transaction.delete(packageRun).where(inArray(packageRun.id, beyond));
}

function notify(transaction: Transaction, runId: string) {
  return transaction.execute(sql`select pg_notify(${NOTIFICATION_CHANNEL}, ${runId})`);
}

export async function packageRunById(runId: string): Promise<PackageRun | null> {
  const [row] = await database().select(columns).from(packageRun).where(eq(packageRun.id, runId));
  return row ?? null;
}

/** The check of the package that was asked for last; null: there was none. */
export async function latestCheck(packageId: string): Promise<PackageRun | null> {
  const [row] = await database()
    .select(columns)
    .from(packageRun)
    .where(
      and(
        eq(packageRun.packageId, packageId),
        eq(packageRun.kind, 'check'),
        ne(packageRun.state, 'superseded'),
      ),
    )
    .orderBy(desc(packageRun.createdAt))
    .limit(1);
  return row ?? null;
}

/** The newest check under which every promise of this version held; null: none did. */
export async function checkThatHolds(packageId: string, version: string): Promise<PackageRun | null> {
  const [row] = await database()
    .select(columns)
    .from(packageRun)
    .where(
      and(
        ...[eq(packageRun.packageId, packageId), eq(packageRun.version, version)],
        ...[eq(packageRun.kind, 'check'), eq(packageRun.state, 'done'), eq(packageRun.holds, true)],
      ),
    )
    .orderBy(desc(packageRun.createdAt))
    .limit(1);
  return row ?? null;
}

// For grader workers

export interface RunInHand {
  readonly id: string;
  readonly packageId: string;
  readonly name: string;
  readonly packageKind: ItemKind;
  readonly home: string;
  readonly version: string;
  readonly files: ReadonlyMap<string, string>;
  readonly kind: PackageRunKind;
  readonly order: unknown;
}

/** Null when there is nothing to do any more. */
export async function startPackageRun(runId: string): Promise<RunInHand | null> {
  const [row] = await database()
    .update(packageRun)
    .set({ state: 'running', progress: null })
    .where(and(eq(packageRun.id, runId), inArray(packageRun.state, IN_THE_QUEUE)))
    .returning({
      id: packageRun.id,
      packageId: packageRun.packageId,
      version: packageRun.version,
      kind: packageRun.kind,
      order: packageRun.order,
    });
  if (row === undefined) return null;
  const [of] = await database()
    .select({ name: authoredPackage.name, packageKind: authoredPackage.kind, home: authoredPackage.home })
    .from(authoredPackage)
    .where(eq(authoredPackage.id, row.packageId));
  const files = await versionFiles(row.packageId, row.version);
  if (of === undefined || files === null) return null; // it was deleted meanwhile
  await database().execute(sql`select pg_notify(${NOTIFICATION_CHANNEL}, ${runId})`);
  return { ...row, ...of, files };
}

export async function recordRunProgress(runId: string, progress: StoredProgress): Promise<void> {
  await database().transaction(async (transaction) => {
    await transaction
      .update(packageRun)
      .set({ progress })
      .where(and(eq(packageRun.id, runId), eq(packageRun.state, 'running')));
    await notify(transaction, runId);
  });
}

/** @param end.outcome plain data. */
export async function endPackageRun(
  runId: string,
  end: { readonly state: 'done' | 'failed'; readonly outcome: unknown; readonly holds?: boolean },
): Promise<void> {
  await database().transaction(async (transaction) => {
    await transaction
      .update(packageRun)
      .set({ ...end, progress: null, endedAt: sql`clock_timestamp()` })
      .where(and(eq(packageRun.id, runId), inArray(packageRun.state, IN_THE_QUEUE)));
    await notify(transaction, runId);
  });
}

/** Ends those that the queue will never hand out again: workers died of them. @returns their ids. */
export async function failExhaustedRuns(outcome: unknown): Promise<string[]> {
  const rows = await database().execute<{ id: string }>(sql`
    select ${packageRun.id} as id from ${packageRun}
    join graphile_worker.jobs as jobs on jobs.key in ('check:' || ${packageRun.id}, 'trial:' || ${packageRun.id})
    where ${packageRun.state} in ('queued', 'running') and jobs.attempts >= jobs.max_attempts and jobs.locked_at is null`);
  for (const { id } of rows) await endPackageRun(id, { state: 'failed', outcome });
  return rows.map(({ id }) => id);
}
