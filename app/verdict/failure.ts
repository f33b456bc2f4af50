/** A failed check, as one steps through them: in the order of cases, then of checks. */
import type { Verdict } from '../../grader/verdict';

export interface Failure {
  readonly caseName: string;
  readonly rule: string;
  readonly event?: number;
}

export function failuresOf(verdict: Verdict): Failure[] {
  return verdict.cases.flatMap((report) =>
    report.checks
      .filter((check) => !check.passed)
      .map(({ rule, event }) => ({ caseName: report.name, rule, event })),
  );
}
