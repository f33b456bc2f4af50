'use client';
/**
 * Follows what a grader does with a package over server-sent events until its outcome. EventSource reconnects by itself,
 * unless it is refused.
 */
import type { TrialOutcome } from '../../grader/packages/package-outcome';
import type { PackageRunStatus } from '../api/package-runs/package-run-events';

/** Before it asks again when it was refused: the database is away, or too many pages follow something. */
const ASK_AGAIN_MS = 5_000;

/** @returns null: superseded by a newer one, or withdrawn; or it is a check. Rejects with the reason of `signal` alone. */
export function followPackageRun(
  runId: string,
  onStatus: (status: PackageRunStatus) => void,
  signal: AbortSignal,
): Promise<TrialOutcome | null> {
  return new Promise((resolve, reject) => {
    let stop = () => {};
    const leave = () => {
      stop();
      reject(signal.reason);
    };
    const follow = () => {
      const events = new EventSource(`/api/package-runs/${runId}/events`);
      stop = () => events.close();
      events.addEventListener('status', ({ data }: MessageEvent<string>) =>
        onStatus(JSON.parse(data) as PackageRunStatus),
      );
      events.addEventListener('outcome', ({ data }: MessageEvent<string>) => {
        events.close();
        signal.removeEventListener('abort', leave);
        resolve(JSON.parse(data) as TrialOutcome | null);
      });
      events.onerror = () => {
        if (events.readyState !== EventSource.CLOSED) return;
        const again = setTimeout(follow, ASK_AGAIN_MS);
        stop = () => clearTimeout(again);
      };
    };
    if (signal.aborted) return leave();
    signal.addEventListener('abort', leave, { once: true });
    follow();
  });
}
