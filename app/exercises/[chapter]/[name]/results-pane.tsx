'use client';
/** The results pane: nothing yet, a run under way, a verdict, or why there is none. */
import Link from 'next/link';
import type { View } from '../../../../exercises/exercise-definition';
import { words } from '../../../dictionary';
import { Busy, GradingProgress } from '../../../verdict/grading-progress';
import { type VerdictFocus, VerdictView } from '../../../verdict/verdict-view';
import type { Runs } from './use-runs';

export function ResultsPane(props: {
  runs: Runs;
  view: View;
  sampleCount: number;
  currentSource: string;
  focus?: VerdictFocus;
  onReveal(line: number, column: number): void;
}) {
  const { runs, view, focus, onReveal } = props;
  const { run, followed, verdict } = runs;
  const isStale = (run.kind === 'ran' || run.kind === 'submitted') && run.source !== props.currentSource;
  return (
    <div className="space-y-4 p-4">
      {run.kind === 'none' && <NothingYet sampleCount={props.sampleCount} />}
      {run.kind === 'failed' && (
        <p className="notice notice-bad" role="alert">
          {run.message}
        </p>
      )}
      {run.kind === 'running' && (
        <Busy
          text={
            run.progress === null
              ? words.workbench.running
              : words.workbench.runProgress(run.progress.done, run.progress.total)
          }
          share={run.progress === null ? 0 : run.progress.done / run.progress.total}
        />
      )}
      {run.kind === 'submitting' && <Busy text={words.workbench.submitting} share={0} />}
      {run.kind === 'submitted' && verdict === null && <GradingProgress status={followed.status} />}
      {run.kind === 'submitted' && (
        <p className="text-sm text-text-muted">
          <Link className="link" href={`/submissions/${run.submissionId}`}>
            {words.workbench.openSubmission}
          </Link>
        </p>
      )}
      {isStale && verdict !== null && <p className="text-sm text-text-muted">{words.workbench.stale}</p>}
      {verdict !== null && (
        <VerdictView
          verdict={verdict}
          view={view}
          of={run.kind === 'ran' ? 'samples' : 'submission'}
          focus={focus}
          onReveal={onReveal}
        />
      )}
      {run.kind === 'submitted' && !followed.connected && verdict === null && (
        <p className="notice notice-warning" role="status">
          {words.workbench.connectionLost}
        </p>
      )}
    </div>
  );
}

function NothingYet({ sampleCount }: { sampleCount: number }) {
  return (
    <div className="max-w-[60ch] text-sm text-text-muted">
      <p className="font-medium text-text">{words.workbench.noResults}</p>
      <p className="mt-1">{words.workbench.noResultsText(sampleCount)}</p>
      <p className="mt-3 hidden flex-wrap gap-x-4 gap-y-1 sm:flex">
        <span>
          <kbd className="key">Ctrl</kbd> <kbd className="key">Enter</kbd> {words.workbench.run}
        </span>
        <span>
          <kbd className="key">Ctrl</kbd> <kbd className="key">Shift</kbd> <kbd className="key">Enter</kbd>{' '}
          {words.workbench.submit}
        </span>
        <span>
          <kbd className="key">F8</kbd> {words.workbench.nextFailure}
        </span>
      </p>
    </div>
  );
}
