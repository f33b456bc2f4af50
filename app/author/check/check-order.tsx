'use client';
/** Asks for a check and tells how far it is; once it is over the page shows what came of it. */
import { useRouter } from 'next/navigation';
import { useEffect, useId, useState, useTransition } from 'react';
import type { PackageRunStatus } from '../../api/package-runs/package-run-events';
import { BusyButton } from '../../busy-button';
import { followPackageRun } from '../../packages/follow-package-run';
import { useAction } from '../../use-action';
import { Busy } from '../../verdict/grading-progress';
import { orderCheckAction } from './actions';
import { checkWords as words } from './words';

export function CheckOrder(props: {
  packageId: string;
  isExercise: boolean;
  /** The check that is under way; null: none is. */
  underWay: string | null;
  wasChecked: boolean;
}) {
  const { packageId, isExercise } = props;
  const router = useRouter();
  const mutantsHint = useId();
  const order = useAction(orderCheckAction);
  const [mutants, setMutants] = useState(false);
  const [ordered, setOrdered] = useState<string | null>(null);
  const [status, setStatus] = useState<PackageRunStatus | null>(null);
  const [isRefreshing, startRefreshing] = useTransition();
  const followed = ordered ?? props.underWay;
  const isBusy = order.isWorking || followed !== null || isRefreshing;

  useEffect(() => {
    if (followed === null) return;
    const leaving = new AbortController();
    followPackageRun(followed, setStatus, leaving.signal)
      .then(() =>
        startRefreshing(() => {
          setOrdered(null);
          router.refresh();
        }),
      )
      .catch((error: unknown) => {
        if (!leaving.signal.aborted) throw error;
      });
    return () => leaving.abort();
  }, [followed, router]);

  const check = async () => {
    setStatus(null);
    const asked = await order.run({ packageId, mutants });
    if (asked !== null) setOrdered(asked.value.runId);
  };

  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <BusyButton
          type="button"
          className="button button-primary"
          isBusy={isBusy}
          onClick={() => void check()}
        >
          {props.wasChecked ? words.checkAgain : words.check}
        </BusyButton>
        {isExercise && (
          <label className="flex min-h-8 items-center gap-2 text-sm">
            <input
              type="checkbox"
              className="size-4 accent-(--accent)"
              checked={mutants}
              onChange={(event) => setMutants(event.target.checked)}
              aria-describedby={mutantsHint}
            />
            {words.mutants}
          </label>
        )}
        {isExercise && (
          <p id={mutantsHint} className="min-w-0 flex-1 basis-64 text-sm text-text-muted">
            {words.mutantsHint}
          </p>
        )}
      </div>
      {order.problem !== '' && (
        <p className="notice notice-bad" role="alert">
          {order.problem}
        </p>
      )}
      {isBusy && <Progress status={status} isOrdering={followed === null && order.isWorking} />}
    </div>
  );
}

function Progress({ status, isOrdering }: { status: PackageRunStatus | null; isOrdering: boolean }) {
  if (isOrdering) return <Busy text={words.ordering} share={0} />;
  const { state, progress } = status ?? { state: 'queued' as const, progress: null };
  if (state === 'running' && progress !== null)
    return (
      <Busy
        text={words.progress(progress.case, progress.done, progress.total)}
        share={progress.done / progress.total}
      />
    );
  return <Busy text={words.state[state]} share={state === 'queued' || state === 'running' ? 0 : 1} />;
}
