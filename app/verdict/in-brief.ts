/** A verdict in one sentence. */
import type { Verdict } from '../../grader/verdict';
import * as words from '../dictionary';

/** 'samples': a run in the browser, of which no score counts. */
export type Judged = 'samples' | 'submission';

function counted({ rules, budgets }: Verdict) {
  return {
    broken: rules.filter((rule) => rule.outcome === 'broken').length,
    notReached: rules.filter((rule) => rule.outcome === 'not reached').length,
    exceeded: budgets.filter((budget) => budget.outcome === 'exceeded').length,
  };
}

/** Graded, and nothing left to mend. */
export function isGood(verdict: Verdict): boolean {
  const { broken, notReached, exceeded } = counted(verdict);
  return verdict.status === 'graded' && broken + notReached + exceeded === 0;
}

export function verdictInBrief(verdict: Verdict, of: Judged): string {
  if (verdict.status !== 'graded') return `${words.verdict.status[verdict.status]}.`;
  if (of === 'submission')
    return [words.verdict.score(verdict.score, verdict.maxScore), isGood(verdict) && words.verdict.full]
      .filter(Boolean)
      .join('. ');
  if (isGood(verdict)) return words.verdict.allSamplesPass;
  const { broken, notReached, exceeded } = counted(verdict);
  return [
    broken > 0 && words.verdict.samplesFail(broken),
    notReached > 0 && words.verdict.notReached(notReached),
    exceeded > 0 && words.verdict.overBudget(exceeded),
  ]
    .filter(Boolean)
    .join(' ');
}
