/**
 * Proves the promises of an exercise (DESIGN.md, point 6): the reference passes with its margins, the starter
 * does not pass, right solutions of other designs keep every rule, each wrong solution fails exactly the rules that
 * it names, each over-budget one exceeds exactly the budgets that it names, every rule is looked at, and answering
 * constants earns next to nothing. Under further secrets the right ones pass and the wrong ones fail again.
 */
import type { Budget } from '../../exercises/exercise-definition';
import { compile } from '../compile/compile';
import type { JudgedCase } from '../judge/judge';
import { runCase, type SeededCase } from '../judge/run-case';
import { DecisionLog, DecisionReader } from '../replay/decision-log';
import { recordPolicies } from '../replay/record';
import { replayPolicies } from '../replay/replay';
import { type TrustedCase, trustedRunner } from '../trusted-runner';
import type { RuleResult, Verdict } from '../verdict';
import { checkMutants, type MutantsReport } from './check-mutants';
import { counterProblems, statementOf, textProblems } from './exercise-texts';
import { idleSolutions } from './idle-solutions';
import { breaks, isStopped, judged, verdictOn } from './judged-cases';
import {
  type BudgetUse,
  budgetUses,
  findingProblems,
  type Matrix,
  matrixProblems,
  type RuleCoverage,
  ruleCoverage,
} from './matrix-problems';
import { type OwnSolution, reasonsNeverAlone, type SolutionKind } from './own-solutions';
import {
  type ExercisePrograms,
  exercisePrograms,
  type PreparedExercise,
  prepareCases,
} from './prepared-exercise';
import { purityProblems } from './purity-problems';
import { SourcePlaces } from './source-places';
import { typeProblems } from './type-problems';
import { exampleProblems } from './worked-examples';

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
  /** Not of a quick check, which runs wrong solutions on some cases only. */
  readonly coverage?: readonly RuleCoverage[];
  readonly uses?: readonly BudgetUse[];
  /** Only where it was asked for. */
  readonly mutants?: MutantsReport;
  /** Broken promises, each a sentence that names file and rule. Empty: the exercise may be published. */
  readonly problems: readonly string[];
}

const MINIMUM_WRONG_SOLUTIONS = 5;
const MINIMUM_RIGHT_SOLUTIONS = 2;
const DEFAULT_MARGIN = 0.5;
const MAXIMUM_IDLE_SHARE = 0.05;

/** What does nothing earns next to nothing (idle-solutions.ts). Told of the one that earns most. */
async function idleProblems(prepared: PreparedExercise): Promise<string[]> {
  const { shape, rules, budgets } = prepared.exercise.definition;
  const cases = prepared.cases.filter((each) => each.role !== 'leaderboard');
  const maxScore = [...rules, ...budgets].reduce((sum, each) => sum + each.points, 0);
  /** Whatever the other cases show, it earns as little as it may: a stop earns nothing, no budget counts by itself. */
  const earnsLittle = (judgedCases: readonly JudgedCase[]) => {
    const broken = rules.filter(({ id }) => judgedCases.some((each) => breaks(each, id)));
    const lost = broken.reduce((sum, rule) => sum + rule.points, 0);
    const open = rules.reduce((sum, rule) => sum + rule.points, -lost);
    return judgedCases.some(isStopped) || (broken.length > 0 && open <= MAXIMUM_IDLE_SHARE * maxScore);
  };
  let best: { readonly name: string; readonly verdict: Verdict } | undefined;
  for (const { name, source } of idleSolutions(shape)) {
    const compiled = compile(source, { shape, contractValues: prepared.contractValues });
    if (!compiled.ok)
      throw new Error(`An idle solution does not compile: ${compiled.diagnostics[0]?.message}`);
    const verdict = await verdictOn(prepared, judged(prepared, compiled.program, cases, earnsLittle));
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
function replayProblems(prepared: PreparedExercise, program: string): string[] {
  const { definition } = prepared.exercise;
  const runner = trustedRunner();
  const problems: string[] = [];
  for (const seeded of prepared.cases) {
    const log = new DecisionLog();
    const recorded = runCase(
      definition,
      seeded,
      recordPolicies(runner.policies(definition, program), definition.shape, log),
      0, // the digest says all
    );
    const reader = new DecisionReader(log.bytes());
    const replayed = runCase(definition, seeded, replayPolicies(reader, definition.shape), 0);
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
  /** It was run on no more cases than it took to show what it fails. */
  readonly isPartial?: boolean;
  readonly cases: readonly TrustedCase[];
  readonly verdict: Verdict;
  readonly failedRules: readonly string[];
  readonly exceededBudgets: readonly string[];
}

/** A solution, compiled, and how it did on the samples, which no secret changes. */
interface CompiledSolution {
  readonly solution: OwnSolution;
  readonly program: string;
  readonly samples: readonly TrustedCase[];
}

async function compileAll(
  prepared: PreparedExercise,
  { solutions, programOf }: ExercisePrograms,
): Promise<CompiledSolution[]> {
  const samples = prepared.cases.filter((each) => each.role === 'sample');
  const compiled: CompiledSolution[] = [];
  for (const solution of solutions) {
    const program = await programOf(solution);
    compiled.push({ solution, program, samples: judged(prepared, program, samples) });
  }
  return compiled;
}

/** Whether these cases show all that a wrong solution, or a starter, says to fail. */
function isShown({ kind, fails }: OwnSolution, cases: readonly JudgedCase[]): boolean {
  // A stop withholds every rule; of the starter any failure will do.
  if (cases.some(isStopped)) return true;
  return kind === 'starter'
    ? cases.some(({ passed }) => !passed)
    : fails.every((rule) => cases.some((one) => breaks(one, rule)));
}

/**
 * Under the first secret: on every case that can say something, so that all rows of the matrix are whole.
 * @param quick of wrong solutions only until what they fail is shown.
 */
async function gradeAll(
  prepared: PreparedExercise,
  compiled: readonly CompiledSolution[],
  quick: boolean,
): Promise<GradedSolution[]> {
  const graded: GradedSolution[] = [];
  for (const each of compiled) {
    const { solution, program, samples } = each;
    if (quick && solution.kind === 'wrong') {
      const hidden = prepared.cases.filter(({ role }) => role === 'hidden');
      const cases = isShown(solution, samples)
        ? []
        : judged(prepared, program, hidden, (so) => isShown(solution, [...samples, ...so]));
      graded.push({ ...(await gradedOn(prepared, each, cases)), isPartial: true });
      continue;
    }
    // A ranked case has a hidden twin: only what must pass everything meets it too.
    const ranked = ['reference', 'right', 'over-budget'].includes(each.solution.kind);
    const cases = prepared.cases.filter(
      ({ role }) => role === 'hidden' || (ranked && role === 'leaderboard'),
    );
    graded.push(await gradedOn(prepared, each, judged(prepared, each.program, cases)));
  }
  return graded;
}

/**
 * Under a further secret: what must fail is run until its failures are shown again, at the cases first that showed
 * them before; everything else, and with `exact` everything, on all hidden cases.
 */
async function gradeAgain(
  prepared: PreparedExercise,
  compiled: readonly CompiledSolution[],
  before: readonly GradedSolution[],
  exact: boolean,
): Promise<GradedSolution[]> {
  const hidden = prepared.cases.filter(({ role }) => role === 'hidden');
  const graded: GradedSolution[] = [];
  for (const [index, each] of compiled.entries()) {
    const { kind } = each.solution;
    const mustFail = !exact && (kind === 'wrong' || kind === 'starter');
    const failing = new Set(
      mustFail ? before[index]?.verdict.cases.filter((report) => !report.passed).map(({ name }) => name) : [],
    );
    const inOrder = [
      ...hidden.filter(({ name }) => failing.has(name)),
      ...hidden.filter(({ name }) => !failing.has(name)),
    ];
    const shows = (cases: readonly JudgedCase[]) => isShown(each.solution, [...each.samples, ...cases]);
    if (mustFail && shows([])) continue;
    const cases = judged(prepared, each.program, inOrder, (so) => mustFail && shows(so));
    if (mustFail && shows(cases)) continue;
    graded.push(await gradedOn(prepared, each, cases));
  }
  return graded;
}

async function gradedOn(
  prepared: PreparedExercise,
  { solution, samples }: CompiledSolution,
  cases: readonly TrustedCase[],
): Promise<GradedSolution> {
  const all = [...samples, ...cases];
  const verdict = await verdictOn(prepared, all);
  return {
    solution,
    cases: all,
    verdict,
    failedRules: verdict.rules.filter((rule) => !rule.passed).map((rule) => rule.id),
    exceededBudgets: verdict.budgets
      .filter((budget) => budget.outcome === 'exceeded')
      .map((budget) => budget.id),
  };
}

function whyLost({ stop }: Verdict, { id, outcome, failedCase, message }: RuleResult): string {
  if (outcome === 'broken') return `${id} in ${failedCase ?? 'a ranked run'}: ${message}`;
  return `${id} not reached: ${stop === undefined ? message : `${stop.case}: ${stop.message}`}`;
}

/** Whether a solution did what its kind promises. */
function solutionProblems(graded: GradedSolution): string[] {
  const { solution, verdict, exceededBudgets } = graded;
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
  if (kind === 'starter')
    return verdict.score <= MAXIMUM_IDLE_SHARE * verdict.maxScore
      ? []
      : [
          `${place} earns ${verdict.score} of ${verdict.maxScore}: what everybody begins with must earn nothing`,
        ];
  if (kind === 'wrong') {
    // Rules that no run came to look at may be named or not: what shows them is withheld behind a broken one.
    const shown = verdict.rules.filter(
      ({ id, outcome }) => outcome === 'broken' || (outcome === 'not reached' && solution.fails.includes(id)),
    );
    if (graded.isPartial) {
      const missing = solution.fails.filter((rule) => !shown.some(({ id }) => id === rule));
      return missing.length === 0 ? [] : [`${place} says that it fails ${listed(missing)}, but it does not`];
    }
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

export interface CheckOptions {
  readonly exact?: boolean;
  readonly quick?: boolean;
  readonly mutants?: boolean;
}

/**
 * @param caseSecrets the first makes the report; under each further one, what is right must be so again, and what
 *   is wrong must fail what it names again (whether it fails nothing else is proved under the first alone).
 * @param options.exact proves that under each further secret too, at several times the cost.
 * @param options.quick runs wrong solutions only until what they fail is shown: not whether they fail anything else,
 *   nor what only the whole matrix shows; and leaves types to the step of `npm test` that looks at all of them.
 * @param options.mutants runs mutants of the right solutions too, under the first secret.
 * @throws UnfitExercise when cases cannot even be made.
 */
export async function checkExercise(
  id: string,
  caseSecrets: readonly string[],
  { exact = false, quick = false, mutants = false }: CheckOptions = {},
): Promise<ExerciseReport> {
  const programs = await exercisePrograms(id);
  const { folder } = programs.exercise;
  const types = quick ? undefined : typeProblems([folder]);
  const problems: string[] = [];
  let first: { readonly prepared: PreparedExercise; readonly graded: readonly GradedSolution[] } | undefined;
  let compiled: readonly CompiledSolution[] | undefined;
  for (const [index, secret] of caseSecrets.entries()) {
    const prepared = await prepareCases(programs, secret);
    compiled ??= await compileAll(prepared, programs);
    const graded =
      first === undefined
        ? await gradeAll(prepared, compiled, quick)
        : await gradeAgain(prepared, compiled, first.graded, exact);
    const { budgets } = prepared.exercise.definition;
    const reference = graded.find((each) => each.solution.kind === 'reference') as GradedSolution;
    const found = [...marginProblems(reference.verdict, budgets), ...graded.flatMap(solutionProblems)];
    if (first === undefined) {
      first = { prepared, graded };
      problems.push(
        ...found,
        ...(await exerciseProblems(prepared, await programs.programOf(reference.solution), graded)),
      );
    } else for (const problem of found) problems.push(`under secret ${index + 1}: ${problem}`);
  }
  const { prepared, graded } = first as NonNullable<typeof first>;
  problems.push(...(await purityProblems(folder)), ...((await types)?.get(folder) ?? []));
  const matrix = await matrixOf(prepared, graded);
  problems.push(...findingProblems(matrix), ...(quick ? [] : matrixProblems(matrix)));
  const mutated = mutants ? await checkMutants(programs, prepared) : undefined;
  if (mutated !== undefined) problems.push(...mutated.problems);
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
    ...(quick ? {} : { coverage: ruleCoverage(matrix), uses: budgetUses(matrix) }),
    ...(mutated === undefined ? {} : { mutants: mutated.report }),
    problems,
  };
}

async function matrixOf(
  { exercise, cases, references }: PreparedExercise,
  graded: readonly GradedSolution[],
): Promise<Matrix> {
  const { id, definition, folder, samples, hidden } = exercise;
  const explained = [...samples, ...hidden].flatMap(({ name, explains }) =>
    explains === undefined ? [] : [[name, explains] as const],
  );
  return {
    ...{ definition, cases, references },
    explained: new Map(explained),
    neverAlone: await reasonsNeverAlone(id),
    solutions: graded,
    places: new SourcePlaces(folder),
  };
}

/** What the exercise as a whole promises. @param program the reference. */
async function exerciseProblems(
  prepared: PreparedExercise,
  program: string,
  graded: readonly GradedSolution[],
): Promise<string[]> {
  const { definition } = prepared.exercise;
  const of = (kind: SolutionKind) => graded.filter((each) => each.solution.kind === kind);
  const [reference] = of('reference') as [GradedSolution];
  const problems = [
    ...textProblems(prepared.exercise.folder, definition),
    ...counterProblems(definition, prepared.cases, prepared.references),
    ...replayProblems(prepared, program),
    ...exampleProblems(
      statementOf(prepared.exercise.folder),
      definition,
      prepared.cases.filter(({ role }) => role === 'sample'),
      program,
    ),
  ];
  const looked = new Set(
    reference.verdict.cases.flatMap((report) => report.checks.map((check) => check.rule)),
  );
  for (const rule of definition.rules) if (!looked.has(rule.id)) problems.push(`no case looks at ${rule.id}`);
  if (!prepared.cases.some((each) => each.role === 'leaderboard'))
    problems.push('hidden.ts has no leaderboard case');
  problems.push(...rankedProblems(prepared));
  // Before the judge credits the reference, what it credits others says nothing.
  const { score, maxScore } = reference.verdict;
  if (score === maxScore) problems.push(...(await idleProblems(prepared)));
  const right = of('right');
  if (right.length < MINIMUM_RIGHT_SOLUTIONS)
    problems.push(
      `there are ${right.length} right solutions of other designs: at least ${MINIMUM_RIGHT_SOLUTIONS} are needed in right/, one of them naive`,
    );
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
