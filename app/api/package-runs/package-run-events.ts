/**
 * Server-sent events of what a grader does with a package, for who asked for it and for who may read the package:
 *
 *      event: status    PackageRunStatus, whenever it changed
 *      event: outcome   of a trial TrialOutcome (null: superseded), of a check null, once, at the end: what a
 *                       check found is a page of its own
 */
import { type PackageRun, packageRunById } from '../../../db/package-runs';
import type { PackageRunState, StoredProgress } from '../../../db/schema';
import { packageWith } from '../../packages/package-access';
import type { User } from '../../viewer';
import { eventStream } from '../event-stream';

export interface PackageRunStatus {
  readonly state: PackageRunState;
  readonly progress: StoredProgress | null;
}

/** @param left aborted when the reader leaves. @returns null: no such run to him. */
export async function packageRunEvents(id: string, user: User, left: AbortSignal): Promise<Response | null> {
  if ((await readableRun(id, user)) === null) return null;
  return eventStream({
    ...{ id, user, left },
    async look(write) {
      const run = await readableRun(id, user);
      if (run === null) return true;
      const { state, progress, kind, outcome } = run;
      const status: PackageRunStatus = { state, progress };
      write('status', status);
      if (state === 'queued' || state === 'running') return false;
      write('outcome', kind === 'trial' ? outcome : null);
      return true;
    },
  });
}

/** A trial is of whoever asked for it; what a check says is for those who may read the package. */
async function readableRun(id: string, user: User): Promise<PackageRun | null> {
  const run = await packageRunById(id);
  if (run === null) return null;
  if (run.kind === 'trial' && run.userId === user.id) return run;
  return (await packageWith(run.packageId, user, 'read')) === null ? null : run;
}
