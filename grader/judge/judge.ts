/**
 * From runs to a verdict.
 *
 * - A rule is kept when at least one case looked at it and none shows it broken; its points are all or nothing, so
 *   that a student reads one clear list.
 * - A stop in any case withholds every rule that no other case shows broken: 'not reached', no points. Nobody knows
 *   what the rest of that run would have shown. The stop itself is told once.
 * - A budget counts in its worst case and earns points only when all rules are kept: being fast at the wrong thing
 *   is worth nothing.
 * - Ranked runs (leaderboard cases) are judged by the rules as all others, but nothing of them is shown; their
 *   budgets are those of the hidden cases, which have the same parameters.
 */
import type { Budget, ExerciseDefinition } from '../../exercises/exercise-definition';
import { Digest } from '../../simulator/engine/digest';
import type { StopReason } from '../../simulator/engine/policy';
import {
  type BudgetResult,
  type CaseCheck,
  type CaseReport,
  type CaseStop,
  type Diagnostic,
  RANKED_RULE_MESSAGE,
  RANKED_STOP_MESSAGE,
  type RuleResult,
  type Verdict,
  type VerdictStatus,
  type VerdictStop,
} from '../verdict';
import type { CaseRun, SeededCase } from './run-case';
import type { Spending } from './spending';

/** Counters of the reference solution, by case name. */
export type ReferenceCounters = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** One judged case. What of it may be shown is its `report`: of a ranked run there is none. */
export interface JudgedCase {
  readonly seeded: SeededCase;
  /** Without a stop, and every check passed. */
  readonly passed: boolean;
  readonly checks: readonly CaseCheck[];
  readonly stopped?: CaseStop;
  readonly counters: Readonly<Record<string, number>>;
  readonly traceDigest: string;
  /** When it spent its budgets, and the last event of its trace. */
  readonly spending?: { readonly of: Spending; readonly lastEvent: number };
  readonly report?: CaseReport;
}

export interface CaseEnd {
  readonly reason: StopReason;
  readonly message: string;
  readonly line?: number;
}

const WHAT_STOPPED: Readonly<Record<CaseEnd['reason'], string>> = {
  exception: 'Your code threw',
  units: 'Your code used up the units of this case',
  depth: 'Your code called itself too deeply',
  value: 'Your code returned something that it must not',
  service: 'Your code asked the machine for something it refuses',
  steps: 'Your code took too many steps',
  calls: 'Your code and the machine called each other too often',
  void: 'Your code broke the run off inside the machine',
};

/** Limits of the host: how far a run came before one of them depends on the machine. */
const HOST_LIMITS = {
  time: 'Your code ran into the time limit that protects the grader: look for work that costs few units and much time.',
  memory:
    'Your code ran into the memory limit that protects the grader: look for lists and objects that only grow.',
} as const;

/**
 * A stop that the host made. It is told of the submission as a whole, because it may come in this case or in that
 * one: two gradings must have one digest. Which one it was this time is told by its title only, beside the digest.
 */
export function hostStop(reason: keyof typeof HOST_LIMITS, running: SeededCase): VerdictStop {
  const message = HOST_LIMITS[reason];
  return running.role === 'leaderboard' ? { reason, message } : { reason, message, caseTitle: running.title };
}

function stopOf(end: CaseEnd, events: number): CaseStop {
  const where = end.line === undefined ? '' : ` near line ${end.line}`;
  return {
    reason: end.reason,
    message: `${WHAT_STOPPED[end.reason]}${where}${end.message === '' ? '' : `: ${end.message}`}`,
    ...(end.line === undefined ? {} : { line: end.line }),
    ...(events > 0 ? { event: events - 1 } : {}),
  };
}

/** Stops that end the whole grading as "limit" rather than as a failed case. */
function isLimit(reason: CaseStop['reason']): boolean {
  return reason === 'units' || reason === 'calls' || reason === 'steps';
}

/** What a case may use of a budget. @param reference what the reference uses there. */
export function allowedBy(budget: Budget, reference: number): number {
  return Math.ceil(reference * (budget.factor ?? 2)) + (budget.slack ?? 0);
}

/** What there is to say of a run once it was judged: plain data. */
export interface RunFindings {
  readonly checks: readonly CaseCheck[];
  readonly counters: Readonly<Record<string, number>>;
  readonly traceDigest: string;
  /** In the trace. */
  readonly events: number;
  readonly stopped?: CaseEnd;
  readonly spending?: Spending;
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
  const { parameters } = seeded;
  const { trace, counters, spending } = run;
  const stopped = extra.stopped ?? run.stopped;
  const checks =
    stopped === undefined ? exercise.judge({ parameters, trace, counters, result: run.result }) : [];
  const findings = { checks, counters, traceDigest: trace.digest(), events: trace.length, stopped, spending };
  return judgedCase(exercise, seeded, findings, {
    console: extra.console ?? [],
    ...(extra.show && { shown: { parameters, trace: trace.encode() } }),
  });
}

/** @param extra.shown what of the run the student may see. */
export function judgedCase(
  exercise: Pick<ExerciseDefinition, 'title' | 'rules'>,
  seeded: SeededCase,
  { checks, counters, traceDigest, events, stopped: end, spending }: RunFindings,
  extra: {
    readonly console: readonly string[];
    readonly shown?: Pick<CaseReport, 'parameters' | 'trace'>;
  },
): JudgedCase {
  const { name, title, role } = seeded;
  const stopped = end === undefined ? undefined : stopOf(end, events);
  for (const check of checks)
    if (!exercise.rules.some((rule) => rule.id === check.rule))
      throw new Error(`${exercise.title}: judge() checks ${check.rule}, which is no rule of the exercise`);
  const judged = {
    passed: stopped === undefined && checks.every((check) => check.passed),
    checks: checks.map((check) => (check.passed ? { ...check, message: '' } : check)),
    ...(stopped === undefined ? {} : { stopped }),
    counters,
    traceDigest,
  };
  if (role === 'leaderboard') return { seeded, ...judged };
  const report: CaseReport = {
    ...{ name, title, role, ...judged },
    console: role === 'sample' ? extra.console : [],
    ...extra.shown,
  };
  return {
    ...{ seeded, ...judged, report },
    ...(spending && events > 0 && { spending: { of: spending, lastEvent: events - 1 } }),
  };
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

const NOT_LOOKED_AT = 'No case came to look at this rule: mend the others first.';

export function assembleVerdict(input: VerdictInput): Verdict {
  const { exercise, cases } = input;
  const shown = cases.filter((each) => each.report !== undefined);
  const ranked = cases.filter((each) => each.report === undefined);
  const stop = firstStop(shown, ranked);
  const rules = tellCausesOnce(exercise.rules.map((rule) => ruleResult(rule, shown, ranked, stop)));
  const allKept = rules.every((rule) => rule.passed);
  const budgets = exercise.budgets.map((budget) =>
    budgetResult(budget, shown, input.references, stop === undefined, allKept),
  );
  const counters: Record<string, number> = {};
  for (const { counters: own } of shown)
    for (const [name, value] of Object.entries(own)) counters[name] = (counters[name] ?? 0) + value;
  const { score, maxScore } = scoreOf(rules, budgets);
  const metric =
    score === maxScore && ranked.length > 0
      ? ranked.reduce((total, each) => total + (each.counters[exercise.metric.counter] ?? 0), 0)
      : undefined;
  const referenceMetric = ranked.reduce(
    (total, each) => total + (input.references[each.seeded.name]?.[exercise.metric.counter] ?? 0),
    0,
  );
  return withDigest(
    {
      ...identityOf(input),
      status: shown.some(({ stopped }) => stopped !== undefined && isLimit(stopped.reason))
        ? 'limit'
        : 'graded',
      score,
      maxScore,
      rules,
      budgets,
      ...(stop === undefined ? {} : { stop }),
      counters,
      ...(metric === undefined ? {} : { metric, referenceMetric }),
      cases: shown.map((each) => each.report as CaseReport),
      diagnostics: [],
    },
    cases,
  );
}

function firstStop(shown: readonly JudgedCase[], ranked: readonly JudgedCase[]): VerdictStop | undefined {
  const at = shown.find((each) => each.stopped !== undefined);
  if (at?.stopped !== undefined) return { ...at.stopped, case: at.seeded.name, caseTitle: at.seeded.title };
  if (ranked.some((each) => each.stopped !== undefined))
    return { reason: 'ranked', message: RANKED_STOP_MESSAGE };
  return undefined;
}

function ruleResult(
  rule: ExerciseDefinition['rules'][number],
  shown: readonly JudgedCase[],
  ranked: readonly JudgedCase[],
  stop: VerdictStop | undefined,
): RuleResult {
  const { id, title, points: maxPoints } = rule;
  const lost = { id, title, passed: false, points: 0, maxPoints };
  const checkIn = (judged: JudgedCase) => judged.checks.find((check) => check.rule === id);
  for (const judged of shown) {
    const check = checkIn(judged);
    if (check === undefined || check.passed) continue;
    return {
      ...lost,
      outcome: 'broken',
      message: check.message,
      failedCase: judged.seeded.name,
      failedCaseTitle: judged.seeded.title,
      ...(check.event === undefined ? {} : { event: check.event }),
    };
  }
  if (ranked.some((judged) => checkIn(judged)?.passed === false))
    return { ...lost, outcome: 'broken', message: RANKED_RULE_MESSAGE };
  if (stop !== undefined) return { ...lost, outcome: 'not reached', message: '' };
  if (!shown.some((judged) => checkIn(judged) !== undefined))
    return { ...lost, outcome: 'not reached', message: NOT_LOOKED_AT };
  return { id, title, outcome: 'kept', passed: true, points: maxPoints, maxPoints, message: '' };
}

/** A message that stands at an earlier rule already is not told again. */
function tellCausesOnce(rules: readonly RuleResult[]): RuleResult[] {
  return rules.map((rule, i) => {
    if (rule.message === '') return rule;
    const earlier = rules.slice(0, i).find((each) => each.message === rule.message);
    return earlier === undefined ? rule : { ...rule, message: `The same as at ${earlier.id}.` };
  });
}

function budgetResult(
  budget: Budget,
  shown: readonly JudgedCase[],
  references: ReferenceCounters,
  finished: boolean,
  allRulesKept: boolean,
): BudgetResult {
  const { id, title, unit, points: maxPoints } = budget;
  const measured = finished
    ? shown.flatMap((judged) => {
        const used = judged.counters[budget.counter];
        const reference = references[judged.seeded.name]?.[budget.counter];
        return used === undefined || reference === undefined
          ? []
          : [{ judged, used, reference, allowed: allowedBy(budget, reference) }];
      })
    : [];
  const ratio = (of: (typeof measured)[number]) => of.used / Math.max(1, of.allowed);
  const worst = measured.reduce<(typeof measured)[number] | undefined>(
    (so, each) => (so === undefined || ratio(each) > ratio(so) ? each : so),
    undefined,
  );
  if (worst === undefined)
    return {
      ...{ id, title, unit, outcome: 'not measured', passed: false, points: 0, maxPoints, message: '' },
      ...{ used: 0, allowed: 0, reference: 0, worstCase: '' },
    };
  const { judged, used, allowed, reference } = worst;
  const parts = budget.parts?.map((part) => ({
    title: part.title,
    used: judged.counters[part.counter] ?? 0,
    reference: references[judged.seeded.name]?.[part.counter] ?? 0,
  }));
  const passed = used <= allowed;
  const { spending } = judged;
  const event = passed ? undefined : spending?.of.eventBeyond(budget.counter, allowed, spending.lastEvent);
  const result = {
    ...{ id, title, unit, used, allowed, reference, passed, maxPoints },
    worstCase: judged.seeded.name,
    worstCaseTitle: judged.seeded.title,
    ...(parts === undefined ? {} : { parts }),
    ...(event === undefined ? {} : { event }),
    points: passed && allRulesKept ? maxPoints : 0,
  };
  return passed
    ? { ...result, outcome: 'within', message: '' }
    : { ...result, outcome: 'exceeded', message: exceededMessage(result) };
}

const figure = (value: number) => value.toLocaleString('en-US');

function exceededMessage(result: Omit<BudgetResult, 'outcome' | 'message'>): string {
  const { used, allowed, reference, unit, worstCase, worstCaseTitle, event, parts = [] } = result;
  const spent = parts
    .filter((part) => part.used > 0)
    .sort((a, b) => b.used - b.reference - (a.used - a.reference))
    .map((part) => `${part.title} ${figure(part.used)} (reference ${figure(part.reference)})`);
  const where = spent.length === 0 ? '' : ` Where it arose: ${spent.join('; ')}.`;
  const when = event === undefined ? '' : ` By event ${figure(event + 1)} it was more than allowed.`;
  return `Case ${worstCase} (${worstCaseTitle}) used ${figure(used)} ${unit}; ${figure(allowed)} are allowed, the reference uses ${figure(reference)}.${when}${where}`;
}

function scoreOf(rules: readonly RuleResult[], budgets: readonly BudgetResult[]) {
  const results = [...rules, ...budgets];
  return {
    score: results.reduce((total, each) => total + each.points, 0),
    maxScore: results.reduce((total, each) => total + each.maxPoints, 0),
  };
}

function identityOf({ id, version, graderVersion, durationMs }: Omit<VerdictInput, 'cases' | 'references'>) {
  return { exercise: id, version, graderVersion, durationMs };
}

/**
 * A verdict without runs: refused by the compiler, given up because it ended the grader twice or ran into a limit
 * of the host, or not graded through our fault.
 */
export function verdictWithoutRuns(
  input: Omit<VerdictInput, 'cases' | 'references'>,
  status: Exclude<VerdictStatus, 'graded'>,
  reason: { readonly diagnostics?: readonly Diagnostic[]; readonly stop?: VerdictStop },
): Verdict {
  const { exercise } = input;
  const rules = exercise.rules
    .map((rule) => ruleResult(rule, [], [], reason.stop))
    .map((rule) => ({
      ...rule,
      message: '',
    }));
  const budgets = exercise.budgets.map((budget) => budgetResult(budget, [], {}, false, false));
  return withDigest(
    {
      ...identityOf(input),
      status,
      ...scoreOf(rules, budgets),
      rules,
      budgets,
      ...(reason.stop === undefined ? {} : { stop: reason.stop }),
      counters: {},
      cases: [],
      diagnostics: reason.diagnostics ?? [],
    },
    [],
  );
}

/** The digest of everything that may not differ between two gradings of the same submission. */
function withDigest(verdict: Omit<Verdict, 'digest'>, cases: readonly JudgedCase[]): Verdict {
  const { exercise, version, status, score, rules, budgets, stop, counters, diagnostics } = verdict;
  const text = JSON.stringify([
    [exercise, version, status, score],
    rules.map((rule) => [rule.id, rule.outcome, rule.message]),
    budgets.map((budget) => [budget.id, budget.used, budget.allowed, budget.outcome]),
    stop === undefined ? [] : [stop.reason, stop.case, stop.message],
    Object.entries(counters).sort(([a], [b]) => (a < b ? -1 : 1)),
    cases.map((each) => [each.seeded.name, each.traceDigest, each.passed, each.counters]),
    diagnostics.map((diagnostic) => [diagnostic.line, diagnostic.column, diagnostic.message]),
  ]);
  const digest = new Digest();
  for (let i = 0; i < text.length; i++) digest.addWord(text.charCodeAt(i));
  return { ...verdict, digest: digest.toString() };
}
