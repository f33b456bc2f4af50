'use client';
/** Rules, budgets and the compiler's complaints of a verdict, as tables. */
import type { BudgetOutcome, BudgetResult, Diagnostic, RuleOutcome, RuleResult } from '../../grader/verdict';
import * as words from '../dictionary';
import { FailureMessage } from '../replay/failure-message';

const OUTCOME_STYLE: Readonly<Record<RuleOutcome | BudgetOutcome, { mark: string; color: string }>> = {
  kept: { mark: '✓', color: 'text-good' },
  broken: { mark: '✗', color: 'text-bad' },
  'not reached': { mark: '–', color: 'text-text-muted' },
  within: { mark: '✓', color: 'text-good' },
  exceeded: { mark: '✗', color: 'text-bad' },
  'not measured': { mark: '–', color: 'text-text-muted' },
};

function Outcome({ outcome }: { outcome: RuleOutcome | BudgetOutcome }) {
  const { mark, color } = OUTCOME_STYLE[outcome];
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium ${color}`}>
      <span aria-hidden="true">{mark}</span>
      {words.verdict.outcome[outcome]}
    </span>
  );
}

const figure = (value: number) => value.toLocaleString('en');
const measured = (budget: BudgetResult, value: number) =>
  budget.outcome === 'not measured' ? '' : figure(value);

export function RuleTable(props: {
  rules: readonly RuleResult[];
  showPoints: boolean;
  onOpen(caseName: string, event?: number): void;
}) {
  const of = (wanted: RuleOutcome) => props.rules.filter(({ outcome }) => outcome === wanted);
  const [broken, notReached, kept] = (['broken', 'not reached', 'kept'] as const).map(of);
  return (
    <section
      className="panel divide-y divide-border overflow-x-auto text-sm"
      aria-label={words.results.rules}
    >
      {broken.length > 0 && <RuleList {...props} rules={broken} />}
      {notReached.length > 0 && (
        <details open={broken.length === 0}>
          <summary className="px-3 py-2 text-text-muted">
            – {words.verdict.notReached(notReached.length)}
          </summary>
          <RuleList {...props} rules={notReached} />
        </details>
      )}
      {kept.length > 0 && (
        <details open={broken.length + notReached.length === 0}>
          <summary className="px-3 py-2 text-good">✓ {words.verdict.keptRules(kept.length)}</summary>
          <RuleList {...props} rules={kept} />
        </details>
      )}
    </section>
  );
}

function RuleList(props: Parameters<typeof RuleTable>[0]) {
  return (
    <ul className="divide-y divide-border text-sm">
      {props.rules.map((rule) => (
        <li key={rule.id} className="grid grid-cols-[3.5rem_1fr_auto] gap-x-3 px-3 py-2">
          <code className="font-mono text-text-muted">{rule.id}</code>
          <div className="min-w-0">
            <p>{rule.title}</p>
            {!rule.passed && rule.message !== '' && (
              <div className="mt-1 text-text-muted">
                <FailureMessage text={rule.message} />
              </div>
            )}
            {rule.failedCase !== undefined && (
              <button
                type="button"
                className="link mt-1"
                onClick={() => props.onOpen(rule.failedCase as string, rule.event)}
              >
                {words.verdict.openCase(rule.failedCase)}
              </button>
            )}
          </div>
          <div className="text-right">
            <Outcome outcome={rule.outcome} />
            {props.showPoints && (
              <p className="text-xs text-text-muted">
                {figure(rule.points)} / {figure(rule.maxPoints)}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

export function BudgetTable({
  budgets,
  showPoints,
  onOpen,
}: {
  budgets: readonly BudgetResult[];
  showPoints: boolean;
  onOpen(caseName: string, event?: number): void;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls sideways where it is narrow, by keyboard too
    <section className="panel overflow-x-auto" aria-label={words.results.budgets} tabIndex={0}>
      <table className="data-table">
        <thead>
          <tr>
            <th>{words.verdict.budget}</th>
            <th className="number">{words.verdict.used}</th>
            <th className="number">{words.verdict.allowed}</th>
            <th className="number">{words.verdict.reference}</th>
            <th>{words.verdict.worst}</th>
            {showPoints && <th className="number">{words.results.points}</th>}
            <th>{words.verdict.result}</th>
          </tr>
        </thead>
        <tbody>
          {budgets.map((budget) => (
            <tr key={budget.id}>
              <td>
                {budget.title} <span className="text-text-muted">({budget.unit})</span>
                {budget.outcome !== 'not measured' && (
                  <UsageBar used={budget.used} allowed={budget.allowed} passed={budget.passed} />
                )}
                {budget.message !== '' && (
                  <div className="mt-1 max-w-[60ch] whitespace-normal text-text-muted">
                    <FailureMessage text={budget.message} />
                  </div>
                )}
              </td>
              <td className="number">{measured(budget, budget.used)}</td>
              <td className="number">{measured(budget, budget.allowed)}</td>
              <td className="number">{measured(budget, budget.reference)}</td>
              <td title={budget.worstCaseTitle}>
                {budget.outcome === 'exceeded' && budget.worstCase !== '' ? (
                  <button
                    type="button"
                    className="link"
                    onClick={() => onOpen(budget.worstCase, budget.event)}
                  >
                    {budget.worstCase}
                  </button>
                ) : (
                  budget.worstCase
                )}
              </td>
              {showPoints && (
                <td className="number">
                  {figure(budget.points)} / {figure(budget.maxPoints)}
                </td>
              )}
              <td>
                <Outcome outcome={budget.outcome} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {showPoints && budgets.some((budget) => budget.passed && budget.points < budget.maxPoints) && (
        <p className="border-t border-border px-3 py-2 text-sm text-text-muted">
          {words.verdict.budgetPoints}
        </p>
      )}
    </section>
  );
}

/** Full width is 1.25 times what is allowed; the notch stands at the allowance. */
function UsageBar({ used, allowed, passed }: { used: number; allowed: number; passed: boolean }) {
  const share = allowed === 0 ? (used === 0 ? 0 : 1) : Math.min(1, used / (allowed * 1.25));
  return (
    <div className="relative mt-1 h-1 w-32 bg-idle" aria-hidden="true">
      <div className={`h-full ${passed ? 'bg-good' : 'bg-bad'}`} style={{ width: `${share * 100}%` }} />
      <div className="absolute -top-0.5 left-[80%] h-2 w-px bg-text" />
    </div>
  );
}

export function DiagnosticList(props: {
  diagnostics: readonly Diagnostic[];
  onReveal?(line: number, column: number): void;
}) {
  const { diagnostics, onReveal } = props;
  return (
    <section className="panel" aria-label={words.verdict.diagnostics}>
      <ul className="divide-y divide-border text-sm">
        {diagnostics.map(({ line, column, message }) => (
          <li key={`${line}:${column}:${message}`} className="flex flex-wrap gap-x-3 px-3 py-2">
            {onReveal === undefined ? (
              <span className="text-text-muted">{words.results.line(line, column)}</span>
            ) : (
              <button type="button" className="link shrink-0" onClick={() => onReveal(line, column)}>
                {words.results.line(line, column)}
              </button>
            )}
            <span className="min-w-0 flex-1">{message}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
