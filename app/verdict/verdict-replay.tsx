'use client';
/** The run of one case, event by event; what has no event is told in words. Cases are chosen at the top. */
import type { View } from '../../exercises/exercise-definition';
import type { NotedCalls } from '../../grader/browser/browser-grader';
import type { CaseCheck, CaseReport, Verdict } from '../../grader/verdict';
import { words } from '../dictionary';
import { Replay } from '../replay/replay';
import type { CaseSelection } from './case-selection';
import { isReplayable } from './failure';
import type { Judged } from './in-brief';

export function VerdictReplay(props: {
  verdict: Verdict;
  view: View;
  of: Judged;
  selection: CaseSelection;
  /** Counts up: the replay is to fill the window, or to end doing so. */
  fillTurn?: number;
  calls?: Readonly<Record<string, NotedCalls>>;
  onReveal?(line: number, column: number): void;
}) {
  const { verdict, view, of, selection } = props;
  const report = verdict.cases.find(({ name }) => name === selection.caseName);
  if (report === undefined) return <p className="text-sm text-text-muted">{words.verdict.nothingRan}</p>;
  return (
    <article className="space-y-3" aria-label={`${words.verdict.caseTitle} ${report.name}`}>
      <CaseChoice cases={verdict.cases} chosen={report} onChoose={selection.open} />
      {report.stopped !== undefined && (
        <p className="notice notice-bad">
          <strong className="font-semibold">{words.verdict.stopped}: </strong>
          {report.stopped.message}
        </p>
      )}
      <Failed report={report} />
      {isReplayable(report) ? (
        <Replay
          key={`${verdict.digest}:${report.name}`}
          view={view}
          trace={report.trace}
          parameters={report.parameters ?? {}}
          checks={report.checks}
          title={report.title}
          wanted={selection}
          fillTurn={props.fillTurn}
          calls={props.calls?.[report.name]}
          onReveal={props.onReveal}
        />
      ) : (
        of === 'submission' && (
          <p className="text-sm text-text-muted">
            {report.passed ? words.verdict.noTracePassed : words.verdict.noTrace}
          </p>
        )
      )}
    </article>
  );
}

function CaseChoice(props: {
  cases: readonly CaseReport[];
  chosen: CaseReport;
  onChoose(caseName: string): void;
}) {
  const { cases, chosen } = props;
  const mark = ({ passed }: CaseReport) => (passed ? '✓' : '✗');
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-sm">
      <label className="flex items-baseline gap-2">
        <span className="text-text-muted">{words.verdict.caseTitle}</span>
        <select
          className={`field max-w-full py-1 ${chosen.passed ? 'text-good' : 'text-bad'}`}
          value={chosen.name}
          onChange={(event) => props.onChoose(event.target.value)}
        >
          {cases.map((each) => (
            <option key={each.name} value={each.name}>
              {mark(each)} {each.name}
            </option>
          ))}
        </select>
      </label>
      <p className="min-w-0 flex-1 basis-48">{chosen.title}</p>
    </div>
  );
}

/** The replay tells a failure at its event; what has none is told here. */
function Failed({ report }: { report: CaseReport }) {
  const failed = report.checks.filter(
    (check) => !check.passed && !(isReplayable(report) && check.event !== undefined),
  );
  if (failed.length === 0) return null;
  return (
    <ul className="notice notice-bad space-y-2">
      {byMessage(failed).map(({ rules, message }) => (
        <li key={message} className="grid grid-cols-[auto_1fr] gap-x-3">
          <code className="font-mono font-semibold">{rules.join(' ')}</code>
          <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}

/** Rules that fail for the same reason, told once. */
function byMessage(checks: readonly CaseCheck[]): { rules: string[]; message: string }[] {
  const messages = new Map<string, string[]>();
  for (const { rule, message } of checks) messages.set(message, [...(messages.get(message) ?? []), rule]);
  return [...messages].map(([message, rules]) => ({ rules, message }));
}
