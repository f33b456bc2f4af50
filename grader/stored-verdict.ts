/**
 * Verdicts as they come out of the database, also those that were stored when a verdict had another shape: before
 * outcomes and `stop` existed, and while ranked runs were still listed among the cases. What an old one does not
 * say is made from what it says; ranked runs are left out.
 */
import {
  type BudgetResult,
  type CaseReport,
  RANKED_RULE_MESSAGE,
  type RuleResult,
  type Verdict,
} from './verdict';

type OldRule = Omit<RuleResult, 'outcome'> & Partial<Pick<RuleResult, 'outcome'>>;
type OldBudget = Omit<BudgetResult, 'outcome' | 'message'> &
  Partial<Pick<BudgetResult, 'outcome' | 'message'>>;
type OldCase = Omit<CaseReport, 'role'> & { readonly role: CaseReport['role'] | 'leaderboard' };
type OldVerdict = Omit<Verdict, 'rules' | 'budgets' | 'cases'> & {
  readonly rules: readonly OldRule[];
  readonly budgets: readonly OldBudget[];
  readonly cases: readonly OldCase[];
};

/** @param stored what storeVerdict() was given once; null: there is none. */
export function readVerdict(stored: unknown): Verdict | null {
  if (stored === null || stored === undefined) return null;
  const { rules, budgets, cases, ...rest } = stored as OldVerdict;
  const shown = cases.filter((each): each is CaseReport => each.role !== 'leaderboard');
  const ranked = new Set(cases.filter((each) => each.role === 'leaderboard').map((each) => each.name));
  const stoppedIn = shown.find((each) => each.stopped !== undefined);
  const stop =
    rest.stop ??
    (stoppedIn?.stopped === undefined
      ? undefined
      : { ...stoppedIn.stopped, case: stoppedIn.name, caseTitle: stoppedIn.title });
  return {
    ...rest,
    ...(stop === undefined ? {} : { stop }),
    rules: rules.map((rule) => readRule(rule, ranked)),
    budgets: budgets.map((budget) => ({
      ...budget,
      outcome:
        budget.outcome ?? (budget.passed ? 'within' : budget.allowed > 0 ? 'exceeded' : 'not measured'),
      message: budget.message ?? '',
    })),
    cases: shown,
  };
}

function readRule(rule: OldRule, ranked: ReadonlySet<string>): RuleResult {
  const { failedCase, ...rest } = rule;
  const outcome =
    rule.outcome ?? (rule.passed ? 'kept' : failedCase === undefined ? 'not reached' : 'broken');
  if (failedCase === undefined) return { ...rest, outcome };
  return ranked.has(failedCase)
    ? { ...rest, outcome, message: RANKED_RULE_MESSAGE }
    : { ...rest, outcome, failedCase };
}
