/**
 * Proves the promises of an exercise (DESIGN.md, point 6): the reference passes with its margins, the starter
 * does not pass, each wrong solution fails exactly the rules that it names, each over-budget one exceeds exactly
 * the budgets that it names, and every rule is looked at.
 */
import type { Budget } from '../../exercises/exercise-definition';
import { assembleVerdict, type JudgedCase, judgeCase } from '../judge/judge';
import { runCase } from '../judge/run-case';
import { DecisionLog, DecisionReader } from '../replay/decision-log';
import { recordPolicies } from '../replay/record';
import { replayPolicies } from '../replay/replay';
import { trustedRunner } from '../trusted-runner';
import type { Verdict } from '../verdict';
import { declaredIds } from './bundle-solution';
import { graderVersion, solutionNames } from './exercise-library';
import { compileOwnSolution, type PreparedExercise, prepareExercise } from './prepared-exercise';

/** One solution of the exercise, graded. */
export interface MatrixRow {
  readonly file: string;
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

async function gradeOwnSolution(prepared: PreparedExercise, file: string): Promise<Verdict> {
  const { exercise } = prepared;
  const program = await compileOwnSolution(exercise, file, prepared.contractValues);
  const runner = trustedRunner();
  const cases: JudgedCase[] = prepared.cases.map((seeded) => {
    const { run, stopped } = runner.run(exercise.definition, program, seeded);
    return judgeCase(exercise.definition, seeded, run, { stopped, show: false });
  });
  return assembleVerdict({
    exercise: exercise.definition,
    id: exercise.id,
    version: exercise.version,
    graderVersion: graderVersion(),
    cases,
    references: prepared.references,
    durationMs: 0,
  });
}

/** Runs the reference once more through log and replay: both must see the same trace. */
async function replayProblems(prepared: PreparedExercise): Promise<string[]> {
  const { exercise } = prepared;
  const { definition } = exercise;
  const program = await compileOwnSolution(exercise, 'solution.ts', prepared.contractValues);
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
    const replayed = runCase(definition, seeded, replayPolicies(reader, definition.shape, ''));
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

/** @throws UnfitExercise when cases cannot even be made. */
export async function checkExercise(id: string, caseSecret: string): Promise<ExerciseReport> {
  const prepared = await prepareExercise(id, caseSecret);
  const { definition, version } = prepared.exercise;
  const matrix: MatrixRow[] = [];
  const problems: string[] = [];

  const grade = async (file: string): Promise<Verdict> => {
    const verdict = await gradeOwnSolution(prepared, file);
    matrix.push({
      file,
      failedRules: verdict.rules.filter((rule) => !rule.passed).map((rule) => rule.id),
      exceededBudgets: verdict.budgets.filter((budget) => !budget.passed).map((budget) => budget.id),
      score: verdict.score,
    });
    return verdict;
  };

  const reference = await grade('solution.ts');
  if (reference.score !== reference.maxScore)
    problems.push(`solution.ts scores ${reference.score} of ${reference.maxScore}`);
  problems.push(...marginProblems(reference, definition.budgets), ...(await replayProblems(prepared)));
  const looked = new Set(reference.cases.flatMap((report) => report.checks.map((check) => check.rule)));
  for (const rule of definition.rules) if (!looked.has(rule.id)) problems.push(`no case looks at ${rule.id}`);
  if (!prepared.cases.some((each) => each.role === 'leaderboard'))
    problems.push('hidden.ts has no leaderboard case');

  const starter = await grade('starter.ts');
  if (starter.rules.every((rule) => rule.passed)) problems.push('starter.ts passes every rule: it must not');

  const wrong = solutionNames(id, 'wrong');
  if (wrong.length < MINIMUM_WRONG_SOLUTIONS)
    problems.push(`wrong/ holds ${wrong.length} solutions: at least ${MINIMUM_WRONG_SOLUTIONS} are needed`);
  const caught = new Set<string>();
  for (const name of wrong) {
    const file = `wrong/${name}.ts`;
    const expected = declaredIds(id, file, 'fails');
    const verdict = await grade(file);
    const failed = verdict.rules.filter((rule) => !rule.passed).map((rule) => rule.id);
    for (const rule of failed) caught.add(rule);
    if (!sameIds(expected, failed)) {
      const why = verdict.rules.find((rule) => !rule.passed && !expected.includes(rule.id));
      problems.push(
        `${file} says that it fails ${listed(expected)}, but it fails ${listed(failed)}${why === undefined ? '' : ` (${why.id} in ${why.failedCase}: ${why.message})`}`,
      );
    }
  }
  for (const rule of definition.rules)
    if (!caught.has(rule.id))
      problems.push(`no wrong solution fails ${rule.id}: nothing shows that its check works`);

  const overBudget = solutionNames(id, 'over-budget');
  if (definition.budgets.length > 0 && overBudget.length === 0) problems.push('over-budget/ is empty');
  for (const name of overBudget) {
    const file = `over-budget/${name}.ts`;
    const expected = declaredIds(id, file, 'exceeds');
    const verdict = await grade(file);
    const broken = verdict.rules.find((rule) => !rule.passed);
    if (broken !== undefined)
      problems.push(
        `${file} breaks ${broken.id} (${broken.failedCase}: ${broken.message}): it must pass every rule`,
      );
    const exceeded = verdict.budgets.filter((budget) => !budget.passed).map((budget) => budget.id);
    if (!sameIds(expected, exceeded))
      problems.push(`${file} says that it exceeds ${listed(expected)}, but it exceeds ${listed(exceeded)}`);
  }

  return {
    id,
    version,
    rules: definition.rules.map((rule) => rule.id),
    budgets: definition.budgets.map((budget) => budget.id),
    maxScore: reference.maxScore,
    cases: prepared.cases.length,
    matrix,
    problems,
  };
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
