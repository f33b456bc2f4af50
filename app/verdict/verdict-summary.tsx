'use client';
/** What a verdict comes to, rule by rule and budget by budget; what is kept is folded away where something is not. */
import type { ReactNode } from 'react';
import type { Verdict } from '../../grader/verdict';
import * as words from '../dictionary';
import { isGood, type Judged, verdictInBrief } from './in-brief';
import { BudgetTable, DiagnosticList, RuleTable } from './result-tables';

export function VerdictSummary(props: {
  verdict: Verdict;
  of: Judged;
  /** Stands below what it comes to. */
  next?: ReactNode;
  onOpen(caseName: string, event?: number): void;
  onReveal?(line: number, column: number): void;
}) {
  const { verdict, of, onOpen, onReveal } = props;
  return (
    <div className="space-y-5">
      <Headline verdict={verdict} of={of} onOpen={onOpen} />
      {props.next}
      {verdict.status !== 'not graded' && verdict.diagnostics.length > 0 && (
        <DiagnosticList diagnostics={verdict.diagnostics} onReveal={onReveal} />
      )}
      {verdict.rules.length > 0 && (
        <RuleTable rules={verdict.rules} showPoints={of === 'submission'} onOpen={onOpen} />
      )}
      {verdict.budgets.length > 0 && (
        <BudgetTable budgets={verdict.budgets} showPoints={of === 'submission'} onOpen={onOpen} />
      )}
    </div>
  );
}

/** Of a package that cannot be graded; empty where there is nothing to say. */
function whyNotGraded({ status, diagnostics }: Verdict): string {
  return status === 'not graded' ? diagnostics.map(({ message }) => message).join(' ') : '';
}

function Headline(props: { verdict: Verdict; of: Judged; onOpen(caseName: string, event?: number): void }) {
  const { verdict, of } = props;
  const { stop } = verdict;
  const good = isGood(verdict);
  return (
    <div className={`notice ${good ? 'notice-good' : 'notice-bad'}`}>
      {verdict.status === 'graded' ? (
        <p className={of === 'submission' ? 'text-lg font-semibold' : 'font-medium'}>
          {verdictInBrief(verdict, of)}
        </p>
      ) : (
        <p className="wrap-anywhere">
          <strong className="font-semibold">{words.verdict.status[verdict.status]}.</strong>{' '}
          {stop === undefined && (whyNotGraded(verdict) || words.verdict.statusText[verdict.status])}
        </p>
      )}
      {stop !== undefined && (
        <p>
          {stop.message}
          {stop.case === undefined && stop.caseTitle !== undefined && words.verdict.running(stop.caseTitle)}
          {stop.case !== undefined && (
            <button
              type="button"
              className="link ml-2"
              onClick={() => props.onOpen(stop.case as string, stop.event)}
            >
              {words.verdict.openCase(stop.case)}
            </button>
          )}
        </p>
      )}
      {of === 'submission' && verdict.metric !== undefined && (
        <p className="text-text-muted">{words.verdict.metricLine(verdict.metric)}</p>
      )}
    </div>
  );
}
