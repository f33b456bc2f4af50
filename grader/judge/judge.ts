/**
 * From runs to a verdict. A rule holds when at least one case looked at it and none shows it broken; its points
 * are all or nothing, so that a student reads one clear list. A budget counts in its worst case and earns points
 * only when all rules hold: being fast at the wrong thing is worth nothing.
 */
import type { Budget, ExerciseDefinition } from '../../exercises/exercise-definition';
import { Digest } from '../../simulator/engine/digest';
import type {
  BudgetResult,
  CaseCheck,
  CaseReport,
  Diagnostic,
  RuleResult,
  Verdict,
  VerdictStatus,
} from '../verdict';
import type { CaseRun, SeededCase } from './run-case';

/** Counters of the reference solution, by case name. */
export type ReferenceCounters = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** One judged case, with what its report leaves out. */
export interface JudgedCase {
  readonly report: CaseReport;
  readonly counters: Readonly<Record<string, number>>;
}

export interface CaseEnd {
  readonly reason: NonNullable<CaseReport['stopped']>['reason'];
  readonly message: string;
  readonly line?: number;
}

const WHAT_STOPPED: Readonly<Record<CaseEnd['reason'], string>> = {
  exception: 'Your code threw',
  units: 'Your code used up the units of this case',
  depth: 'Your code called itself too deeply',
  value: 'Your code returned something that is not a number',
  service: 'Your code asked the machine for something it refuses',
  void: 'Your code broke the run off inside the machine',
  time: 'Your code ran into the time limit that protects the grader',
  memory: 'Your code ran into the memory limit that protects the grader',
};

export function describeStop(end: CaseEnd): string {
  const where = end.line === undefined ? '' : ` near line ${end.line}`;
  return `${WHAT_STOPPED[end.reason]}${where}${end.message === '' ? '' : `: ${end.message}`}`;
}

/** Stops that end the whole grading as "limit" rather than as a failed case. */
export function isLimit(reason: CaseEnd['reason']): boolean {
  return reason === 'units' || reason === 'time' || reason === 'memory';
}

/** The least used/allowed that counts: what is not used at all is never the worst. */
export function allowedBy(budget: Budget, reference: number): number {
  return Math.ceil(reference * (budget.factor ?? 2)) + (budget.slack ?? 0);
}

/**
 * Judges one run in the trusted process (or, for samples, in the browser).
 * @param show whether parameters and trace may be shown to the student.
 */
export function judgeCase(
  exercise: ExerciseDefinition,
  seeded: SeededCase,
  run: CaseRun,
  extra: { readonly console?: readonly string[]; readonly stopped?: CaseEnd; readonly show: boolean },
): JudgedCase {
  const end = extra.stopped ?? run.stopped;
  const checks: readonly CaseCheck[] =
    end === undefined
      ? exercise.judge({
          parameters: seeded.parameters,
          trace: run.trace,
          counters: run.counters,
          result: run.result,
        })
      : exercise.rules.map((rule) => ({
          rule: rule.id,
          passed: false,
          message: describeStop(end),
          ...(run.trace.length > 0 ? { event: run.trace.length - 1 } : {}),
        }));
  for (const check of checks)
    if (!exercise.rules.some((rule) => rule.id === check.rule))
      throw new Error(`${exercise.title}: judge() checks ${check.rule}, which is no rule of the exercise`);
  const passed = checks.every((check) => check.passed);
  const report: CaseReport = {
    name: seeded.name,
    title: seeded.title,
    role: seeded.role,
    passed,
    checks: checks.map((check) => (check.passed ? { ...check, message: '' } : check)),
    ...(end === undefined ? {} : { stopped: end }),
    counters: run.counters,
    traceDigest: run.trace.digest(),
    console: seeded.role === 'sample' ? (extra.console ?? []) : [],
    ...(extra.show ? { parameters: seeded.parameters, trace: run.trace.encode() } : {}),
  };
  return { report, counters: run.counters };
}

export interface VerdictInput {
  readonly exercise: ExerciseDefinition;
  readonly id: string;
  readonly version: string;
  readonly graderVersion: string;
  readonly cases: readonly JudgedCase[];
  readonly references: ReferenceCounters;
  readonly durationMs: number;
}

/** Of a rule that no case came to look at. */
const NOT_SHOWN = { message: 'No case got far enough to look at this rule: mend the others first' };

export function assembleVerdict(input: VerdictInput): Verdict {
  const { exercise } = input;
  const reports = input.cases.map((each) => each.report);
  const stopped = reports.filter((report) => report.stopped !== undefined);
  const limited = stopped.some((report) => isLimit(report.stopped!.reason));

  const rules: RuleResult[] = exercise.rules.map((rule) => {
    let failure: { readonly message: string; readonly failedCase?: string } | undefined = NOT_SHOWN;
    for (const report of reports) {
      const check = report.checks.find((each) => each.rule === rule.id);
      if (check?.passed === false) {
        failure = { message: check.message, failedCase: report.name };
        break;
      }
      if (check?.passed === true) failure = undefined;
    }
    return {
      id: rule.id,
      title: rule.title,
      passed: failure === undefined,
      points: failure === undefined ? rule.points : 0,
      maxPoints: rule.points,
      message: '',
      ...failure,
    };
  });
  const allRulesHold = rules.every((rule) => rule.passed);

  const budgets: BudgetResult[] = exercise.budgets.map((budget) => {
    let worst = { used: 0, allowed: 0, reference: 0, case: '', ratio: -1 };
    for (const { report, counters } of input.cases) {
      const used = counters[budget.counter];
      const reference = input.references[report.name]?.[budget.counter];
      if (used === undefined || reference === undefined) continue;
      const allowed = allowedBy(budget, reference);
      const ratio = used / Math.max(1, allowed);
      if (ratio > worst.ratio) worst = { used, allowed, reference, case: report.name, ratio };
    }
    const passed = stopped.length === 0 && worst.used <= worst.allowed;
    return {
      id: budget.id,
      title: budget.title,
      unit: budget.unit,
      used: worst.used,
      allowed: worst.allowed,
      reference: worst.reference,
      passed,
      points: passed && allRulesHold ? budget.points : 0,
      maxPoints: budget.points,
      worstCase: worst.case,
    };
  });

  const sum = (
    results: readonly { readonly points: number; readonly maxPoints: number }[],
    key: 'points' | 'maxPoints',
  ) => results.reduce((total, each) => total + each[key], 0);
  const score = sum(rules, 'points') + sum(budgets, 'points');
  const maxScore = sum(rules, 'maxPoints') + sum(budgets, 'maxPoints');
  const counters: Record<string, number> = {};
  for (const { counters: own } of input.cases)
    for (const [name, value] of Object.entries(own)) counters[name] = (counters[name] ?? 0) + value;
  const ranked = input.cases.filter(({ report }) => report.role === 'leaderboard');
  const metric =
    score === maxScore && ranked.length > 0
      ? ranked.reduce((total, each) => total + (each.counters[exercise.metric.counter] ?? 0), 0)
      : undefined;

  return withDigest({
    exercise: input.id,
    version: input.version,
    graderVersion: input.graderVersion,
    status: limited ? 'limit' : 'graded',
    score,
    maxScore,
    rules,
    budgets,
    counters,
    ...(metric === undefined ? {} : { metric }),
    cases: reports,
    diagnostics: [],
    durationMs: input.durationMs,
  });
}

/** A verdict without runs: refused by the compiler, or not graded through our fault. */
export function verdictWithoutRuns(
  input: Omit<VerdictInput, 'cases' | 'references'>,
  status: VerdictStatus,
  diagnostics: readonly Diagnostic[],
): Verdict {
  const { exercise } = input;
  const message = status === 'rejected' ? 'The code does not compile' : 'Not graded';
  return withDigest({
    exercise: input.id,
    version: input.version,
    graderVersion: input.graderVersion,
    status,
    score: 0,
    maxScore:
      exercise.rules.reduce((total, rule) => total + rule.points, 0) +
      exercise.budgets.reduce((total, budget) => total + budget.points, 0),
    rules: exercise.rules.map((rule) => ({
      id: rule.id,
      title: rule.title,
      passed: false,
      points: 0,
      maxPoints: rule.points,
      message,
    })),
    budgets: exercise.budgets.map((budget) => ({
      id: budget.id,
      title: budget.title,
      unit: budget.unit,
      used: 0,
      allowed: 0,
      reference: 0,
      passed: false,
      points: 0,
      maxPoints: budget.points,
      worstCase: '',
    })),
    counters: {},
    cases: [],
    diagnostics,
    durationMs: input.durationMs,
  });
}

/** The digest of everything that may not differ between two gradings of the same submission. */
function withDigest(verdict: Omit<Verdict, 'digest'>): Verdict {
  const { exercise, version, status, score, rules, budgets, counters, diagnostics } = verdict;
  const cases = verdict.cases.map((report) => [
    report.name,
    report.traceDigest,
    report.passed,
    report.counters,
  ]);
  const text = JSON.stringify([
    [exercise, version, status, score],
    rules.map((rule) => [rule.id, rule.passed, rule.message]),
    budgets.map((budget) => [budget.id, budget.used, budget.allowed, budget.passed]),
    Object.entries(counters).sort(([a], [b]) => (a < b ? -1 : 1)),
    cases,
    diagnostics.map((diagnostic) => [diagnostic.line, diagnostic.column, diagnostic.message]),
  ]);
  const digest = new Digest();
  for (let i = 0; i < text.length; i++) digest.addWord(text.charCodeAt(i));
  return { ...verdict, digest: digest.toString() };
}
