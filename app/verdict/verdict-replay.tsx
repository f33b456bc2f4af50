'use client';
/** The run of one case, event by event; what has no event is told in words. Cases are chosen at the top. */
import { useRef } from 'react';
import type { View } from '../../exercises/exercise-definition';
import type { NotedCalls } from '../../grader/browser/browser-grader';
import type { CaseCheck, CaseReport, Verdict } from '../../grader/verdict';
import * as words from '../dictionary';
import { FailureMessage } from '../replay/failure-message';
import { Replay } from '../replay/replay';
import { useFillTurn } from '../replay/use-fills-window';
import { useKeptFocus } from '../use-kept-focus';
import type { CaseSelection } from './case-selection';
import { isReplayable } from './failure';
import { useCaseReplay } from './use-case-replay';

/** While they are asked for: their place is kept. */
const NO_CALLS: NotedCalls = { names: [], method: [], who: [], event: [], line: [] };

export function VerdictReplay(props: {
  verdict: Verdict;
  view: View;
  /** Whose verdict it is; absent of samples that ran in the browser. */
  submissionId?: string;
  selection: CaseSelection;
  /** Counts up: the replay is to fill the window, or to end doing so. */
  fillTurn?: number;
  calls?: Readonly<Record<string, NotedCalls>>;
  onReveal?(line: number, column: number): void;
}) {
  const { verdict, view, submissionId, selection } = props;
  const [fills, setFills] = useFillTurn(props.fillTurn);
  const report = verdict.cases.find(({ name }) => name === selection.caseName);
  const isKept = report !== undefined && isReplayable(report);
  const again = useCaseReplay(submissionId, report?.name, isKept);
  const article = useRef<HTMLElement>(null);
  useKeptFocus(article);
  if (report === undefined) return <p className="text-sm text-text-muted">{words.verdict.nothingRan}</p>;
  const trace = isKept ? report.trace : again.replay?.trace;
  return (
    <article
      ref={article}
      tabIndex={-1}
      className="space-y-3"
      aria-label={`${words.verdict.caseTitle} ${report.name}`}
    >
      <CaseChoice cases={verdict.cases} chosen={report} onChoose={selection.open} />
      {report.stopped !== undefined && (
        <p className="notice notice-bad">
          <strong className="font-semibold">{words.verdict.stopped}: </strong>
          {report.stopped.message}
        </p>
      )}
      <Failed report={report} />
      {trace !== undefined ? (
        <Replay
          key={`${verdict.digest}:${report.name}`}
          view={view}
          trace={trace}
          parameters={report.parameters ?? again.replay?.parameters ?? {}}
          checks={report.checks}
          title={report.title}
          wanted={selection}
          fills={fills}
          onFills={setFills}
          calls={again.replay?.calls ?? (again.state === 'asked' ? NO_CALLS : props.calls?.[report.name])}
          onReveal={props.onReveal}
        />
      ) : (
        submissionId !== undefined && <AskForReplay again={again} />
      )}
    </article>
  );
}

/** Of a case whose run was not kept. */
function AskForReplay({ again }: { again: ReturnType<typeof useCaseReplay> }) {
  return (
    <div className="space-y-2 text-sm" role="status">
      {again.state === 'asked' ? (
        <p className="text-text-muted">{words.verdict.replaying}</p>
      ) : (
        <>
          <p className={again.message === undefined ? 'text-text-muted' : 'notice notice-warning'}>
            {again.message ?? words.verdict.notKept}
          </p>
          <button type="button" className="button" onClick={again.ask}>
            {words.verdict.replayRun}
          </button>
        </>
      )}
    </div>
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
          className={`field min-h-8 max-w-full py-1 ${chosen.passed ? 'text-good' : 'text-bad'}`}
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
          <div className="min-w-0">
            <FailureMessage text={message} />
          </div>
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
