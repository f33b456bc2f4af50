/**
 * Proves the promises of an exercise (DESIGN.md, point 6): the reference passes with its margins, the starter
 * does not pass, right solutions of other designs keep every rule, each wrong solution fails exactly the rules that
 * it names, each over-budget one exceeds exactly the budgets that it names, every rule is looked at, and answering
 * constants earns next to nothing; under several secrets.
 */
import type { Budget } from '../../exercises/exercise-definition';
import { compile } from '../compile/compile';
import { assembleVerdict, type JudgedCase, judgeCase } from '../judge/judge';
import { runCase, type SeededCase } from '../judge/run-case';
import { DecisionLog, DecisionReader } from '../replay/decision-log';
import { recordPolicies } from '../replay/record';
import { replayPolicies } from '../replay/replay';
import { trustedRunner } from '../trusted-runner';
import type { RuleResult, Verdict } from '../verdict';
import { idleSolutions } from './idle-solutions';
import type { OwnSolution, SolutionKind } from './own-solutions';
import {
  compileOwnSolution,
  exerciseSolutions,
  type PreparedExercise,
  prepareExercise,
} from './prepared-exercise';
import { graderVersion } from './versions';

/** One solution of the exercise, graded. */
export interface MatrixRow {
  readonly file: string;
  /** Not kept: broken, or not reached. */
  readonly failedRules: readonly string[];
  readonly exceededBudgets: readonly string[];
  readonly score: number;
}

export interface ExerciseReport {
  readonly id: string;
  readonly version: string;
  readonly rules: readonly string[];
  readonly budgets: readonly string[];
  readonly maxScore: number;
  readonly cases: number;
  readonly matrix: readonly MatrixRow[];
  /** Broken promises, each a sentence that names file and rule. Empty: the exercise may be published. */
  readonly problems: readonly string[];
}

export const MINIMUM_WRONG_SOLUTIONS = 5;
const DEFAULT_MARGIN = 0.5;
const MAXIMUM_IDLE_SHARE = 0.05;

/** One program on some of the cases. */
function judged(
  { exercise }: PreparedExercise,
  program: string,
  cases: readonly SeededCase[],
): readonly JudgedCase[] {
  const runner = trustedRunner();
  return cases.map((seeded) => {
    const { run, stopped } = runner.run(exercise.definition, program, seeded);
    return judgeCase(exercise.definition, seeded, run, { stopped, show: false });
  });
}

async function verdictOn(prepared: PreparedExercise, cases: readonly JudgedCase[]): Promise<Verdict> {
  const { exercise, version, references } = prepared;
  const { id, definition } = exercise;
  const identity = { exercise: definition, id, version, graderVersion: await graderVersion(), durationMs: 0 };
  return assembleVerdict({ ...identity, cases, references });
}

/** What does nothing earns next to nothing (idle-solutions.ts). Told of the one that earns most. */
async function idleProblems(prepared: PreparedExercise): Promise<string[]> {
  const { shape } = prepared.exercise.definition;
  const cases = prepared.cases.filter((each) => each.role !== 'leaderboard');
  let best: { readonly name: string; readonly verdict: Verdict } | undefined;
  for (const { name, source } of idleSolutions(shape)) {
    const compiled = compile(source, { shape, contractValues: prepared.contractValues });
    if (!compiled.ok)
      throw new Error(`An idle solution does not compile: ${compiled.diagnostics[0]?.message}`);
    const verdict = await verdictOn(prepared, judged(prepared, compiled.program, cases));
    if (best === undefined || verdict.score > best.verdict.score) best = { name, verdict };
  }
  if (best === undefined || best.verdict.score <= MAXIMUM_IDLE_SHARE * best.verdict.maxScore) return [];
  const { name, verdict } = best;
  const kept = verdict.rules.filter((rule) => rule.passed).map((rule) => rule.id);
  return [
    `a solution that only answers constants (${name}) earns ${verdict.score} of ${verdict.maxScore}: it keeps ${listed(kept)}. Leave a check out where the run did not do what the rule is about`,
  ];
}

/** Parameters give a ranked case away unless a hidden case has them too. */
function rankedProblems({ cases }: PreparedExercise): string[] {
  const plain = (seeded: SeededCase) => JSON.stringify(Object.entries(seeded.parameters).sort());
  const of = (role: SeededCase['role']) => new Set(cases.filter((each) => each.role === role).map(plain));
  const hidden = of('hidden');
  return [...of('leaderboard')]
    .filter((parameters) => !hidden.has(parameters))
    .map(
      (parameters) =>
        `no hidden case has the parameters of the leaderboard case, so that a table of answers could tell it by them: ${parameters}`,
    );
}

/** Runs the reference once more through log and replay: both must see the same trace. */
async function replayProblems(prepared: PreparedExercise, reference: OwnSolution): Promise<string[]> {
  const { exercise } = prepared;
  const { definition } = exercise;
  const program = await compileOwnSolution(exercise, reference, prepared.contractValues);
  const runner = trustedRunner();
  const problems: string[] = [];
  for (const seeded of prepared.cases) {
    const log = new DecisionLog();
    const recorded = runCase(
      definition,
      seeded,
      recordPolicies(runner.policies(definition, program), definition.shape, log),
    );
    const reader = new DecisionReader(log.bytes());
    const replayed = runCase(definition, seeded, replayPolicies(reader, definition.shape));
    if (recorded.trace.digest() !== replayed.trace.digest() || !reader.atEnd)
      problems.push(
        `case ${seeded.name}: the replay differs from the run: simulation.ts is not a pure function of its arguments`,
      );
  }
  return problems;
}

function marginProblems(verdict: Verdict, budgets: readonly Budget[]): string[] {
  return verdict.budgets.flatMap((result) => {
    const budget = budgets.find((each) => each.id === result.id) as Budget;
    const margin = budget.margin ?? DEFAULT_MARGIN;
    // Rounding up of the allowance may not cost the reference its margin.
    return result.used <= Math.ceil(result.allowed * (1 - margin))
      ? []
      : [
          `solution.ts uses ${result.used} of ${result.allowed} ${result.unit} (${result.id}, case ${result.worstCase}): it must leave ${margin * 100} % to spare`,
        ];
  });
}

const sameIds = (a: readonly string[], b: readonly string[]) =>
  a.slice().sort().join() === b.slice().sort().join();
const listed = (ids: readonly string[]) => (ids.length === 0 ? 'nothing' : ids.join(', '));

/** Graded under one secret. */
interface GradedSolution {
  readonly solution: OwnSolution;
  readonly verdict: Verdict;
  readonly failedRules: readonly string[];
  readonly exceededBudgets: readonly string[];
}

/** A solution, compiled, and how it did on the samples, which no secret changes. */
interface CompiledSolution {
  readonly solution: OwnSolution;
  readonly program: string;
  readonly samples: readonly JudgedCase[];
}

async function compileAll(
  prepared: PreparedExercise,
  solutions: readonly OwnSolution[],
): Promise<CompiledSolution[]> {
  const samples = prepared.cases.filter((each) => each.role === 'sample');
  const compiled: CompiledSolution[] = [];
  for (const solution of solutions) {
    const program = await compileOwnSolution(prepared.exercise, solution, prepared.contractValues);
    compiled.push({ solution, program, samples: judged(prepared, program, samples) });
  }
  return compiled;
}

/** @param roles which cases to run beside the samples. */
async function gradeAll(
  prepared: PreparedExercise,
  compiled: readonly CompiledSolution[],
  roles: readonly SeededCase['role'][],
): Promise<GradedSolution[]> {
  const cases = prepared.cases.filter((each) => roles.includes(each.role));
  const graded: GradedSolution[] = [];
  for (const { solution, program, samples } of compiled) {
    const verdict = await verdictOn(prepared, [...samples, ...judged(prepared, program, cases)]);
    graded.push({
      solution,
      verdict,
      failedRules: verdict.rules.filter((rule) => !rule.passed).map((rule) => rule.id),
      exceededBudgets: verdict.budgets
        .filter((budget) => budget.outcome === 'exceeded')
        .map((budget) => budget.id),
    });
  }
  return graded;
}

function whyLost({ stop }: Verdict, { id, outcome, failedCase, message }: RuleResult): string {
  if (outcome === 'broken') return `${id} in ${failedCase ?? 'a ranked run'}: ${message}`;
  return `${id} not reached: ${stop === undefined ? message : `${stop.case}: ${stop.message}`}`;
}

/** Whether a solution did what its kind promises. */
function solutionProblems(graded: GradedSolution): string[] {
  const { solution, verdict, failedRules, exceededBudgets } = graded;
  const { kind, place } = solution;
  const says = (verb: string, declared: readonly string[], is: readonly string[], why = '') =>
    sameIds(declared, is)
      ? []
      : [
          `${place} says that it ${verb} ${listed(declared)}, but it ${verb} ${listed(is)}${why === '' ? '' : ` (${why})`}`,
        ];
  if (kind === 'reference')
    return verdict.score === verdict.maxScore
      ? []
      : [`${place} scores ${verdict.score} of ${verdict.maxScore}`];
  if (kind === 'starter') return failedRules.length > 0 ? [] : [`${place} passes every rule: it must not`];
  if (kind === 'wrong') {
    // Rules that no run came to look at may be named or not: what shows them is withheld behind a broken one.
    const shown = verdict.rules.filter(
      ({ id, outcome }) => outcome === 'broken' || (outcome === 'not reached' && solution.fails.includes(id)),
    );
    const unforeseen = shown.find((rule) => !solution.fails.includes(rule.id));
    const why = unforeseen === undefined ? '' : whyLost(verdict, unforeseen);
    const stopped =
      verdict.stop === undefined ? '' : `stopped in ${verdict.stop.case}: ${verdict.stop.message}`;
    const ids = shown.map((rule) => rule.id);
    return says('fails', solution.fails, ids, [why, stopped].filter((each) => each !== '').join('; '));
  }
  const broken = verdict.rules.find((rule) => !rule.passed);
  if (broken !== undefined)
    return [`${place} does not keep every rule, as it must: ${whyLost(verdict, broken)}`];
  const budget = verdict.budgets.find((each) => !each.passed && !solution.exceeds.includes(each.id));
  return says(
    'exceeds',
    solution.exceeds,
    exceededBudgets,
    budget && `${budget.id} in ${budget.worstCase}: ${budget.used} of ${budget.allowed}`,
  );
}

/**
 * @param caseSecrets the first makes the report; under each further one, every solution must do the same.
 * @throws UnfitExercise when cases cannot even be made.
 */
export async function checkExercise(id: string, caseSecrets: readonly string[]): Promise<ExerciseReport> {
  const solutions = await exerciseSolutions(id);
  const problems: string[] = [];
  let first: { readonly prepared: PreparedExercise; readonly graded: readonly GradedSolution[] } | undefined;
  let compiled: readonly CompiledSolution[] | undefined;
  for (const [index, secret] of caseSecrets.entries()) {
    const prepared = await prepareExercise(id, secret);
    compiled ??= await compileAll(prepared, solutions);
    // A ranked case has a hidden twin: under further secrets that one is enough.
    const graded = await gradeAll(prepared, compiled, index === 0 ? ['hidden', 'leaderboard'] : ['hidden']);
    const { budgets } = prepared.exercise.definition;
    const reference = graded.find((each) => each.solution.kind === 'reference') as GradedSolution;
    const found = [...marginProblems(reference.verdict, budgets), ...graded.flatMap(solutionProblems)];
    if (first === undefined) {
      first = { prepared, graded };
      problems.push(...found, ...(await exerciseProblems(prepared, graded)));
    } else for (const problem of found) problems.push(`under secret ${index + 1}: ${problem}`);
  }
  const { prepared, graded } = first as NonNullable<typeof first>;
  const { version } = prepared;
  const { definition } = prepared.exercise;
  return {
    id,
    version,
    rules: definition.rules.map((rule) => rule.id),
    budgets: definition.budgets.map((budget) => budget.id),
    maxScore: graded[0]?.verdict.maxScore ?? 0,
    cases: prepared.cases.length,
    matrix: graded.map(({ solution, verdict, failedRules, exceededBudgets }) => ({
      file: solution.place,
      failedRules,
      exceededBudgets,
      score: verdict.score,
    })),
    problems,
  };
}

/** What the exercise as a whole promises. */
async function exerciseProblems(
  prepared: PreparedExercise,
  graded: readonly GradedSolution[],
): Promise<string[]> {
  const { definition } = prepared.exercise;
  const of = (kind: SolutionKind) => graded.filter((each) => each.solution.kind === kind);
  const [reference] = of('reference') as [GradedSolution];
  const problems = await replayProblems(prepared, reference.solution);
  const looked = new Set(
    reference.verdict.cases.flatMap((report) => report.checks.map((check) => check.rule)),
  );
  for (const rule of definition.rules) if (!looked.has(rule.id)) problems.push(`no case looks at ${rule.id}`);
  if (!prepared.cases.some((each) => each.role === 'leaderboard'))
    problems.push('hidden.ts has no leaderboard case');
  problems.push(...rankedProblems(prepared), ...(await idleProblems(prepared)));
  const wrong = of('wrong');
  if (wrong.length < MINIMUM_WRONG_SOLUTIONS)
    problems.push(
      `there are ${wrong.length} wrong solutions: at least ${MINIMUM_WRONG_SOLUTIONS} are needed`,
    );
  const caught = new Set(
    wrong.flatMap(({ verdict }) =>
      verdict.rules.filter((rule) => rule.outcome === 'broken').map((rule) => rule.id),
    ),
  );
  for (const rule of definition.rules)
    if (!caught.has(rule.id))
      problems.push(`no wrong solution breaks ${rule.id}: nothing shows that its check works`);
  if (definition.budgets.length > 0 && of('over-budget').length === 0)
    problems.push('no solution is over budget');
  return problems;
}

/** The matrix of solutions against rules and budgets as text: `x` where one fails. */
export function renderMatrix(report: ExerciseReport): string {
  const columns = [...report.rules, ...report.budgets];
  const width = Math.max(...report.matrix.map((row) => row.file.length));
  const lines = [[report.id.padEnd(width), ...columns, 'score'].join('  ')];
  for (const row of report.matrix) {
    const cells = columns.map((column) =>
      (row.failedRules.includes(column) || row.exceededBudgets.includes(column) ? 'x' : '·').padEnd(
        column.length,
      ),
    );
    lines.push([row.file.padEnd(width), ...cells, `${row.score}/${report.maxScore}`].join('  '));
  }
  return lines.join('\n');
}
