'use client';
/** One of the panels of results: nothing yet, a run under way, a verdict, or why there is none. */
import Link from 'next/link';
import type { View } from '../../../../exercises/exercise-definition';
import { SignInLink } from '../../../account-links';
import * as words from '../../../dictionary';
import type { CaseSelection } from '../../../verdict/case-selection';
import { Busy, GradingProgress } from '../../../verdict/grading-progress';
import { isGood, verdictInBrief } from '../../../verdict/in-brief';
import { VerdictPanel } from '../../../verdict/verdict-panel';
import type { VerdictPanelName } from '../../../verdict/verdict-panels';
import { FullMarks } from './full-marks';
import { gradedOf, type Runs } from './use-runs';

export function ResultsPane(props: {
  panel: VerdictPanelName;
  runs: Runs;
  view: View;
  sampleCount: number;
  /** Where samples run; else in the browser. */
  isAtSite: boolean;
  currentSource: string;
  selection: CaseSelection;
  fillTurn: number;
  /** What stands below a full score. */
  after: Omit<Parameters<typeof FullMarks>[0], 'verdict' | 'submissionId'>;
  onPanel(panel: VerdictPanelName): void;
  onReveal(line: number, column: number): void;
}) {
  const { panel, runs, view, selection, fillTurn, onPanel, onReveal } = props;
  const { run, verdict } = runs;
  const isStale = (run.kind === 'ran' || run.kind === 'submitted') && run.source !== props.currentSource;
  return (
    <div className="space-y-4 p-4">
      {verdict === null && <WithoutVerdict {...props} />}
      {panel === 'summary' && run.kind === 'submitted' && (
        <p className="text-sm text-text-muted">
          <Link className="link" href={`/submissions/${run.submissionId}`}>
            {words.results.openSubmission}
          </Link>
        </p>
      )}
      {isStale && verdict !== null && <p className="text-sm text-text-muted">{words.results.stale}</p>}
      {verdict !== null && (
        <VerdictPanel
          panel={panel}
          verdict={verdict}
          view={view}
          of={gradedOf(run)}
          submissionId={run.kind === 'submitted' ? run.submissionId : undefined}
          calls={run.kind === 'ran' ? run.samples.calls : undefined}
          profile={run.kind === 'ran' ? run.samples.profile : undefined}
          selection={selection}
          next={
            run.kind === 'submitted' &&
            isGood(verdict) && (
              <FullMarks verdict={verdict} submissionId={run.submissionId} {...props.after} />
            )
          }
          onPanel={onPanel}
          onReveal={onReveal}
          fillTurn={fillTurn}
        />
      )}
    </div>
  );
}

/** For a line of its own. */
export function ResultInBrief({ run, verdict }: Pick<Runs, 'run' | 'verdict'>) {
  return verdict === null ? null : verdictInBrief(verdict, gradedOf(run));
}

interface WithoutVerdictProps {
  readonly runs: Runs;
  readonly sampleCount: number;
  readonly isAtSite: boolean;
}

function WithoutVerdict({ runs: { run, followed }, ...rest }: WithoutVerdictProps) {
  switch (run.kind) {
    case 'none':
      return <NothingYet {...rest} />;
    case 'failed':
      return (
        <p className="notice notice-bad" role="alert">
          {run.message}
          {run.isSignedOut && <SignInLink />}
        </p>
      );
    case 'running':
      return (
        <Busy
          text={
            run.progress === null
              ? run.isWaiting
                ? words.packages.waiting
                : words.results.running
              : words.results.runProgress(run.progress.done, run.progress.total)
          }
          share={run.progress === null ? 0 : run.progress.done / run.progress.total}
        />
      );
    case 'submitting':
      return <Busy text={words.results.submitting} share={0} />;
    default:
      return (
        <>
          <GradingProgress status={followed.status} />
          {!followed.connected && (
            <p className="notice notice-warning" role="status">
              {words.results.connectionLost}
            </p>
          )}
        </>
      );
  }
}

function NothingYet({ sampleCount, isAtSite }: Omit<WithoutVerdictProps, 'runs'>) {
  return (
    <div className="max-w-[60ch] text-sm text-text-muted">
      <p className="font-medium text-text">{words.results.noResults}</p>
      <p className="mt-1">
        {(isAtSite ? words.packages.runsAtSite : words.results.noResultsText)(sampleCount)}
      </p>
      <dl className="mt-3 hidden grid-cols-[auto_1fr] gap-x-4 gap-y-1 sm:grid">
        {words.results.keys.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt>
              {keys.map((each) => (
                <kbd key={each} className="key mr-1">
                  {each}
                </kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
