/** A failed check or a stop, as one steps through them: in the order of cases, then of time. */
import type { CaseReport, Verdict } from '../../grader/verdict';

export interface Failure {
  readonly caseName: string;
  /** Empty of a stop. */
  readonly rule: string;
  readonly event?: number;
}

export function failuresOf(verdict: Verdict): Failure[] {
  return verdict.cases.flatMap(failuresOfCase);
}

/** Those that name no event come last. */
function failuresOfCase({ name: caseName, checks, stopped }: CaseReport): Failure[] {
  const failures: Failure[] = checks
    .filter((check) => !check.passed)
    .map(({ rule, event }) => ({ caseName, rule, event }));
  if (stopped !== undefined) failures.push({ caseName, rule: '', event: stopped.event });
  const moment = ({ event = Number.POSITIVE_INFINITY }: Failure) => event;
  return failures.sort((first, second) => moment(first) - moment(second) || 0);
}

export function isReplayable(report: CaseReport): report is CaseReport & Required<Pick<CaseReport, 'trace'>> {
  return report.trace !== undefined && report.trace.numbers.length > 0;
}
