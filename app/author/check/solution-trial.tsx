'use client';
/** A solution of a package, graded, as the site shows verdicts: opened where it fails a rule or budget. */
import { useEffect, useRef, useState } from 'react';
import type { View } from '../../../exercises/exercise-definition';
import type { TrialOutcome } from '../../../grader/packages/package-outcome';
import type { Verdict } from '../../../grader/verdict';
import type { PackageRunStatus } from '../../api/package-runs/package-run-events';
import { lineAnchor } from '../../line-anchor';
import { followPackageRun } from '../../packages/follow-package-run';
import { Busy } from '../../verdict/grading-progress';
import { VerdictView } from '../../verdict/verdict-view';
import { checkWords as words } from './words';

export function SolutionTrial(props: {
  runId: string;
  /** Undefined: it is not over. Null: it was given up for a newer one. */
  outcome?: TrialOutcome | null;
  onOutcome(outcome: TrialOutcome | null): void;
  /** The rule or budget that is looked at. */
  column: string;
  view: View;
}) {
  const { runId, outcome, column, view } = props;
  const onOutcome = useRef(props.onOutcome);
  onOutcome.current = props.onOutcome;
  const [status, setStatus] = useState<PackageRunStatus | null>(null);
  const [isSourceShown, setSourceShown] = useState(false);
  const isOver = outcome !== undefined;
  useEffect(() => {
    if (isOver) return;
    const leaving = new AbortController();
    followPackageRun(runId, setStatus, leaving.signal)
      .then((end) => onOutcome.current(end))
      .catch((error: unknown) => {
        if (!leaving.signal.aborted) throw error;
      });
    return () => leaving.abort();
  }, [runId, isOver]);

  if (outcome === undefined)
    return <Busy text={status?.state === 'running' ? words.trialWaits : words.state.queued} share={0} />;
  if (outcome === null) return <p className="notice notice-warning">{words.trialGone}</p>;
  if (outcome.kind !== 'verdict')
    return (
      <ul className="notice notice-bad">
        {outcome.kind === 'refused' && outcome.problems.map((problem) => <li key={problem}>{problem}</li>)}
      </ul>
    );
  const { verdict, calls, source } = outcome;
  const at = failureOf(verdict, column);
  return (
    <div className="space-y-4">
      {at === undefined && <p className="text-sm text-text-muted">{words.notReached}</p>}
      <VerdictView
        verdict={verdict}
        view={view}
        of="submission"
        at={at}
        calls={calls}
        onReveal={(line) => {
          setSourceShown(true);
          window.requestAnimationFrame(() =>
            document.getElementById(lineAnchor(line))?.scrollIntoView({ block: 'center' }),
          );
        }}
      />
      <details open={isSourceShown} onToggle={(event) => setSourceShown(event.currentTarget.open)}>
        <summary className="cursor-pointer text-sm text-text-muted">{words.trialSource}</summary>
        <NumberedSource source={source} />
      </details>
    </div>
  );
}

/** Where a rule or budget is failed first. Undefined: nowhere that is told. */
function failureOf(
  { rules, budgets }: Verdict,
  column: string,
): { readonly caseName: string; readonly event?: number } | undefined {
  const rule = rules.find(({ id }) => id === column);
  if (rule?.failedCase !== undefined) return { caseName: rule.failedCase, event: rule.event };
  const budget = budgets.find(({ id, outcome }) => id === column && outcome === 'exceeded');
  return budget === undefined || budget.worstCase === ''
    ? undefined
    : { caseName: budget.worstCase, event: budget.event };
}

function NumberedSource({ source }: { source: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="panel mt-2 max-h-96 overflow-auto" aria-label={words.trialSource} tabIndex={0}>
      <pre className="w-max min-w-full p-3 font-mono text-xs">
        {source.split('\n').map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <div key={index} id={lineAnchor(index + 1)} className="flex gap-4">
            <span aria-hidden="true" className="w-10 shrink-0 text-right text-text-muted select-none">
              {index + 1}
            </span>
            <code>{line === '' ? ' ' : line}</code>
          </div>
        ))}
      </pre>
    </section>
  );
}
