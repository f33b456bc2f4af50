/** The matrix of solutions, the coverage and the uses of budgets as a check found them, as their tables show them. */
import type { CheckedExercise } from '../../../grader/packages/package-outcome';

type Report = CheckedExercise['report'];

const KINDS = ['reference', 'starter', 'right', 'wrong', 'over-budget'] as const;
export type KindOfSolution = (typeof KINDS)[number];

export interface SolutionRow {
  /** `wrong/lifo.ts`, `wrong.ts (lifo)`. */
  readonly place: string;
  readonly score: number;
  /** Of each rule and budget, in the order of the columns, whether it is failed. */
  readonly fails: readonly boolean[];
}

export interface SolutionGroup {
  readonly kind: KindOfSolution;
  readonly rows: readonly SolutionRow[];
}

function kindOf(place: string): KindOfSolution {
  if (place === 'solution.ts') return 'reference';
  if (place === 'starter.ts') return 'starter';
  if (place.startsWith('right/')) return 'right';
  return place.startsWith('over-budget/') ? 'over-budget' : 'wrong';
}

/** Rules, then budgets. */
export const columnsOf = ({ rules, budgets }: Pick<Report, 'rules' | 'budgets'>) => [...rules, ...budgets];

/** By kind, in the order in which an author thinks of them; kinds without a solution are left out. */
export function solutionGroups(report: Report): SolutionGroup[] {
  const columns = columnsOf(report);
  const rows = report.matrix.map(({ file: place, score, failedRules, exceededBudgets }) => {
    const failed = new Set([...failedRules, ...exceededBudgets]);
    return { place, score, fails: columns.map((column) => failed.has(column)) };
  });
  return KINDS.map((kind) => ({ kind, rows: rows.filter(({ place }) => kindOf(place) === kind) })).filter(
    (group) => group.rows.length > 0,
  );
}

/** What a case does for a rule: it shows some wrong solution to break it, or only looks. */
export type CaseOfRule = 'catches' | 'looks' | 'nothing';

export interface CoverageRow {
  readonly case: string;
  /** In the order of the rules. */
  readonly rules: readonly CaseOfRule[];
}

/** By case, in the order of cases that look at anything. */
export function coverageRows({ coverage = [] }: Pick<Report, 'coverage'>): CoverageRow[] {
  const cases = [...new Set(coverage.flatMap(({ looksAt, catches }) => [...looksAt, ...catches]))];
  return cases.map((name) => ({
    case: name,
    rules: coverage.map(({ looksAt, catches }): CaseOfRule => {
      if (catches.includes(name)) return 'catches';
      return looksAt.includes(name) ? 'looks' : 'nothing';
    }),
  }));
}

export interface UseOfBudget {
  readonly used: number;
  /** Of what the reference uses; absent where that is nothing. */
  readonly factor?: number;
  readonly solution?: string;
}

export interface UseRow {
  readonly case: string;
  readonly budget: string;
  readonly reference: number;
  readonly allowed: UseOfBudget;
  /** The dearest right solution that is allowed it. */
  readonly right?: UseOfBudget;
  /** The dearest of those that are to exceed it. */
  readonly overBudget?: UseOfBudget;
}

export function useRows({ uses = [] }: Pick<Report, 'uses'>): UseRow[] {
  return uses.map(({ reference, allowed, right, overBudget, ...of }) => {
    const use = (used: number, solution?: string): UseOfBudget => ({
      used,
      ...(reference > 0 && { factor: used / reference }),
      ...(solution !== undefined && { solution }),
    });
    return {
      ...of,
      reference,
      allowed: use(allowed),
      ...(right !== undefined && { right: use(right.used, right.solution) }),
      ...(overBudget !== undefined && { overBudget: use(overBudget.used, overBudget.solution) }),
    };
  });
}
