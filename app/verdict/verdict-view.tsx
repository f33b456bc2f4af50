'use client';
/**
 * A verdict: what it comes to, rule by rule and budget by budget, and the cases, of which one is opened with its
 * checks, its output and its replay. The same for samples run in the browser and for a graded submission.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { View } from '../../exercises/exercise-definition';
import type { Verdict } from '../../grader/verdict';
import { words } from '../dictionary';
import { CaseView } from './case-view';
import { type Failure, failuresOf } from './failure';
import { BudgetTable, DiagnosticList, RuleTable } from './result-tables';

export interface VerdictFocus {
  readonly failure: Failure;
  /** Counts up: the same failure may be asked for again. */
  readonly turn: number;
}

export function VerdictView(props: {
  verdict: Verdict;
  view: View;
  /** 'samples': a run in the browser, of which no score counts. */
  of: 'samples' | 'submission';
  focus?: VerdictFocus;
  onReveal?(line: number, column: number): void;
}) {
  const { verdict, view, of, focus, onReveal } = props;
  const failures = useMemo(() => failuresOf(verdict), [verdict]);
  const firstCase =
    failures[0]?.caseName ?? verdict.cases.find((each) => !each.passed)?.name ?? verdict.cases[0]?.name;
  const [chosen, setChosen] = useState<{ verdict: Verdict; caseName: string; event?: number }>();
  const caseSection = useRef<HTMLDivElement>(null);
  const current = chosen?.verdict === verdict ? chosen : { caseName: firstCase, event: undefined };

  useEffect(() => {
    if (focus === undefined) return;
    setChosen({ verdict, caseName: focus.failure.caseName, event: focus.failure.event });
    caseSection.current?.scrollIntoView({ block: 'start' });
  }, [focus, verdict]);

  const report = verdict.cases.find((each) => each.name === current.caseName);
  const open = (caseName: string, event?: number) => {
    setChosen({ verdict, caseName, event });
    caseSection.current?.scrollIntoView({ block: 'start' });
  };
  return (
    <div className="space-y-5">
      <Headline verdict={verdict} of={of} onOpen={open} />
      {verdict.diagnostics.length > 0 && (
        <DiagnosticList diagnostics={verdict.diagnostics} onReveal={onReveal} />
      )}
      {verdict.rules.length > 0 && (
        <RuleTable rules={verdict.rules} showPoints={of === 'submission'} onOpen={open} />
      )}
      {verdict.budgets.length > 0 && (
        <BudgetTable budgets={verdict.budgets} showPoints={of === 'submission'} />
      )}
      {verdict.cases.length > 0 && (
        <section ref={caseSection} aria-label={words.verdict.cases}>
          <h3 className="mb-2 text-sm font-semibold">{words.verdict.cases}</h3>
          <div className="mb-3 flex flex-wrap gap-1">
            {verdict.cases.map((each) => (
              <button
                key={each.name}
                type="button"
                aria-pressed={each.name === current.caseName}
                title={each.title}
                className={`button px-2 ${each.name === current.caseName ? 'border-accent shadow-[inset_0_-2px_0_var(--accent)]' : 'border-border'}`}
                onClick={() => setChosen({ verdict, caseName: each.name })}
              >
                <span className={each.passed ? 'text-good' : 'text-bad'} aria-hidden="true">
                  {each.passed ? '✓' : '✗'}
                </span>
                <span className="sr-only">{each.passed ? words.verdict.passed : words.verdict.failed}</span>
                {each.name}
              </button>
            ))}
          </div>
          {report !== undefined && (
            <CaseView
              key={`${verdict.digest}:${report.name}:${focus?.turn ?? 0}:${current.event ?? ''}`}
              report={report}
              view={view}
              of={of}
              stopIsTold={report.name === verdict.stop?.case}
              initialEvent={current.event}
            />
          )}
        </section>
      )}
    </div>
  );
}

function Headline(props: {
  verdict: Verdict;
  of: 'samples' | 'submission';
  onOpen(caseName: string, event?: number): void;
}) {
  const { verdict, of } = props;
  const { stop } = verdict;
  const broken = verdict.rules.filter((rule) => rule.outcome === 'broken').length;
  const notReached = verdict.rules.filter((rule) => rule.outcome === 'not reached').length;
  const exceeded = verdict.budgets.filter((budget) => budget.outcome === 'exceeded').length;
  const good = verdict.status === 'graded' && broken + notReached + exceeded === 0;
  return (
    <div className={`notice ${good ? 'notice-good' : 'notice-bad'}`} role="status">
      {of === 'submission' && verdict.status === 'graded' && (
        <p className="text-lg font-semibold">
          {words.verdict.score(verdict.score, verdict.maxScore)}
          {good && <span className="ml-2 text-good">{words.verdict.full}</span>}
        </p>
      )}
      {verdict.status !== 'graded' && (
        <p>
          <strong className="font-semibold">{words.verdict.status[verdict.status]}.</strong>{' '}
          {stop === undefined && words.verdict.statusText[verdict.status]}
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
      {verdict.status === 'graded' && of === 'samples' && (
        <p className="font-medium">
          {good
            ? words.verdict.allSamplesPass
            : [
                broken > 0 && words.verdict.samplesFail(broken),
                notReached > 0 && words.verdict.notReached(notReached),
                exceeded > 0 && words.verdict.overBudget(exceeded),
              ]
                .filter(Boolean)
                .join(' ')}
        </p>
      )}
      {of === 'submission' && verdict.metric !== undefined && (
        <p className="text-text-muted">{words.verdict.metricLine(verdict.metric)}</p>
      )}
    </div>
  );
}
