/** A failed check or a stop, as one steps through them: in the order of cases, then of checks. */
import type { Verdict } from '../../grader/verdict';

export interface Failure {
  readonly caseName: string;
  /** Empty of a stop. */
  readonly rule: string;
  readonly event?: number;
}

export function failuresOf(verdict: Verdict): Failure[] {
  return verdict.cases.flatMap(({ name: caseName, checks, stopped }) => [
    ...checks.filter((check) => !check.passed).map(({ rule, event }) => ({ caseName, rule, event })),
    ...(stopped === undefined ? [] : [{ caseName, rule: '', event: stopped.event }]),
  ]);
}
