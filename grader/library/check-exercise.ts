/**
 * Proves the promises of an exercise (DESIGN.md, point 6): the reference passes with its margins, the starter
 * does not pass, right solutions of other designs keep every rule, each wrong solution fails exactly the rules that
 * it names, each over-budget one exceeds exactly the budgets that it names, every rule is looked at, and answering
 * constants earns next to nothing. Under further secrets the right ones pass and the wrong ones fail again.
 */
import type { Budget } from '../../exercises/exercise-definition';
import type { NeverAlone } from '../../exercises/wrong-solution';
import { compile } from '../compile/compile';
import type { JudgedCase } from '../judge/judge';
import type { SeededCase } from '../judge/run-case';
import type { Progress, Verdict } from '../verdict';
import { type MutantsGiven, type MutantsReport, mutantsKilled, ownMutants } from './check-mutants';
import { counterProblems, statementOf, textProblems } from './exercise-texts';
import {
  type GradedSolution,
  gradeAgain,
  gradeAll,
  listed,
  MAXIMUM_IDLE_SHARE,
  type ReadySolution,
  readySolutions,
  solutionProblems,
} from './graded-solutions';
import { idleSolutions, type Thoroughness } from './idle-solutions';
import { breaks, isStopped, judged, verdictOn } from './judged-cases';
import { LikelyFirst } from './likely-first';
import {
  type BudgetUse,
  budgetUses,
  findingProblems,
  type Matrix,
  matrixProblems,
  type RuleCoverage,
  ruleCoverage,
} from './matrix-problems';
import { reasonsNeverAlone, type SolutionKind } from './own-solutions';
import {
  type Elsewhere,
  type ExercisePrograms,
  exercisePrograms,
  type PreparedExercise,
  prepareCases,
} from './prepared-exercise';
import { purityProblems } from './purity-problems';
import { PROVED_SEED_TRIES } from './seeds';
import { someAtOnce } from './some-at-once';
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

/** What does nothing earns next to nothing (idle-solutions.ts). Told of the one that earns most. */
async function idleProblems(
  prepared: PreparedExercise,
  thoroughness: Thoroughness,
  likely: LikelyFirst,
): Promise<string[]> {
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
  const { runner, contractValues } = prepared;
  const ruleIds = rules.map(({ id }) => id);
  const idle = idleSolutions(shape, thoroughness);
  const graded = await someAtOnce(idle, runner.width, async ({ name, source }) => {
    const compiled = compile(source, { shape, contractValues });
    if (!compiled.ok)
      throw new Error(`An idle solution does not compile: ${compiled.diagnostics[0]?.message}`);
    const inOrder = likely.order(cases, ruleIds);
    const judgedCases = await judged(prepared, compiled.program, inOrder, earnsLittle);
    likely.learn(judgedCases);
    return { name, verdict: await verdictOn(prepared, judgedCases) };
  });
  const best = graded.toSorted((a, b) => b.verdict.score - a.verdict.score)[0];
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
async function replayProblems({ cases, runner }: PreparedExercise, program: string): Promise<string[]> {
  const replayed = await someAtOnce(cases, runner.width, async (seeded) => ({
    name: seeded.name,
    isSame: await runner.replays(program, seeded),
  }));
  return replayed
    .filter(({ isSame }) => !isSame)
    .map(
      ({ name }) =>
        `case ${name}: the replay differs from the run: simulation.ts is not a pure function of its arguments`,
    );
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

export interface CheckOptions {
  readonly exact?: boolean;
  readonly quick?: boolean;
  readonly mutants?: boolean;
  /** Hidden cases have the same seeds before and after an edit: what it changes is seen, and nothing else. */
  readonly steadySeeds?: boolean;
  /** Told what is looked at next. `case`: a solution's place, or `mutants`. */
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * @param caseSecrets the first makes the report; under each further one, what is right must be so again, and what
 *   is wrong must fail what it names again (whether it fails nothing else is proved under the first alone).
 * @param options.exact proves that under each further secret too, at several times the cost.
 * @param options.quick runs wrong solutions only until what they fail is shown: not whether they fail anything else,
 *   nor what only the whole matrix shows; and leaves types to the step of `npm test` that looks at all of them.
 * @param options.mutants runs mutants of the right solutions too, under the first secret.
 * @param elsewhere where its solutions are run and compiled. Default: in this process.
 * @throws UnfitExercise when cases cannot even be made.
 */
export async function checkExercise(
  id: string,
  caseSecrets: readonly string[],
  options: CheckOptions = {},
  elsewhere?: Elsewhere,
): Promise<ExerciseReport> {
  const programs = await exercisePrograms(id, undefined, elsewhere);
  const neverAlone = await reasonsNeverAlone(id);
  const given = { ...programs, neverAlone, mutants: () => ownMutants(programs) };
  return checkPrograms(given, caseSecrets, options);
}

/** What is checked, wherever it comes from. */
export interface ExerciseUnderCheck extends ExercisePrograms {
  /** By rule: why no wrong solution breaks it alone. */
  readonly neverAlone: NeverAlone;
  /** What mutants are made of, and what the exercise says of them. */
  readonly mutants: () => Promise<MutantsGiven>;
}

/** checkExercise() of an exercise that is there already. @throws UnfitExercise when cases cannot even be made. */
export async function checkPrograms(
  programs: ExerciseUnderCheck,
  caseSecrets: readonly string[],
  { exact = false, quick = false, mutants = false, steadySeeds = false, onProgress }: CheckOptions = {},
): Promise<ExerciseReport> {
  const { id, folder } = programs.exercise;
  const thoroughness = quick ? 'pairs' : exact ? 'all' : 'triples';
  const total = caseSecrets.length * programs.solutions.length + (mutants ? 1 : 0);
  let done = 0;
  const begins = (place: string) => onProgress?.({ case: place, done: done++, total });
  const seeding = steadySeeds ? { ...programs, version: 'steady' } : programs;
  const types = quick ? undefined : typeProblems([folder]);
  const texts = textProblems(folder, programs.exercise.definition);
  // Told when they are asked for: where cases cannot even be made, nobody comes to that.
  for (const each of [types, texts]) each?.catch(() => {});
  const problems: string[] = [];
  let first: { readonly prepared: PreparedExercise; readonly graded: readonly GradedSolution[] } | undefined;
  let ready: readonly ReadySolution[] | undefined;
  for (const secret of caseSecrets) {
    const prepared = await prepareCases(seeding, secret, PROVED_SEED_TRIES);
    ready ??= readySolutions(prepared, programs);
    const graded =
      first === undefined
        ? await gradeAll(prepared, ready, quick, begins)
        : await gradeAgain(prepared, ready, first.graded, exact, begins);
    const { budgets } = prepared.exercise.definition;
    const reference = graded.find((each) => each.solution.kind === 'reference') as GradedSolution;
    const found = [...marginProblems(reference.verdict, budgets), ...graded.flatMap(solutionProblems)];
    if (first === undefined) {
      first = { prepared, graded };
      problems.push(
        ...found,
        ...(await texts),
        ...(await exerciseProblems(
          prepared,
          await programs.programOf(reference.solution),
          graded,
          thoroughness,
        )),
      );
    } else for (const problem of found) problems.push(`with other seeds of the hidden cases: ${problem}`);
  }
  const { prepared, graded } = first as NonNullable<typeof first>;
  problems.push(...(await purityProblems(folder)), ...((await types)?.get(folder) ?? []));
  const matrix = matrixOf(prepared, graded, programs.neverAlone);
  problems.push(...findingProblems(matrix), ...(quick ? [] : matrixProblems(matrix)));
  if (mutants) begins('mutants');
  const mutated = mutants ? await mutantsKilled(prepared, await programs.mutants()) : undefined;
  if (mutated !== undefined) problems.push(...mutated.problems);
  const { definition } = prepared.exercise;
  return {
    id,
    version: programs.version,
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

function matrixOf(
  { exercise, cases, references }: PreparedExercise,
  graded: readonly GradedSolution[],
  neverAlone: NeverAlone,
): Matrix {
  const { definition, folder, samples, hidden } = exercise;
  const explained = [...samples, ...hidden].flatMap(({ name, explains }) =>
    explains === undefined ? [] : [[name, explains] as const],
  );
  return {
    ...{ definition, cases, references },
    explained: new Map(explained),
    neverAlone,
    solutions: graded,
    places: new SourcePlaces(folder),
  };
}

/** What the exercise as a whole promises. @param program the reference. */
async function exerciseProblems(
  prepared: PreparedExercise,
  program: string,
  graded: readonly GradedSolution[],
  thoroughness: Thoroughness,
): Promise<string[]> {
  const { definition } = prepared.exercise;
  const of = (kind: SolutionKind) => graded.filter((each) => each.solution.kind === kind);
  const [reference] = of('reference') as [GradedSolution];
  const problems = [
    ...counterProblems(definition, prepared.cases, prepared.references),
    ...(await replayProblems(prepared, program)),
    ...(await exampleProblems(
      statementOf(prepared.exercise.folder),
      definition,
      prepared.cases.filter(({ role }) => role === 'sample'),
      prepared.runner,
      program,
    )),
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
  if (score === maxScore)
    problems.push(...(await idleProblems(prepared, thoroughness, new LikelyFirst(reference.cases))));
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
