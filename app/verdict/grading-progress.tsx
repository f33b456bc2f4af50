'use client';
/** Where a grading stands, in a line and a bar. */
import type { SubmissionStatus } from '../api/submissions/submission-status';
import * as words from '../dictionary';

export function GradingProgress({ status }: { status: SubmissionStatus | null }) {
  if (status === null) return <Busy text={words.results.submitting} share={0} />;
  if (status.state === 'queued') return <Busy text={words.results.queued(status.place)} share={0} />;
  if (status.state === 'running')
    return status.progress === null ? (
      <Busy text={words.results.gradingStarted} share={0} />
    ) : (
      <Busy
        text={words.results.grading(status.progress.done, status.progress.total)}
        share={status.progress.done / status.progress.total}
      />
    );
  if (status.state === 'superseded' || status.state === 'not graded')
    return (
      <p className="notice notice-warning">
        <strong className="font-semibold">{words.verdict.status[status.state]}.</strong>{' '}
        {words.verdict.statusText[status.state]}
      </p>
    );
  return <Busy text={words.results.gradingDone} share={1} />;
}

export function Busy({ text, share }: { text: string; share: number }) {
  return (
    <div className="max-w-sm">
      <p role="status" className="text-sm">
        {text}
      </p>
      <div
        className="mt-1.5 h-1 overflow-hidden rounded-full bg-idle"
        role="progressbar"
        aria-label={text}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
      >
        <div
          className="h-full min-w-2 bg-accent transition-[width] duration-150"
          style={{ width: `${Math.max(4, share * 100)}%` }}
        />
      </div>
    </div>
  );
}
