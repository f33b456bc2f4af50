/**
 * An exercise ready to grade: every case with its seed, and what the reference costs on each.
 *
 * Seeds of hidden cases come from the deployment's secret: HMAC-SHA-256(secret, exercise, version, case, try).
 * A seed is accepted when the reference passes the case and every wrong solution that the case must tell apart
 * fails it; otherwise the next try. An open repository thus gives no hidden case away, and all deployments ask
 * for the same thing.
 */
import { createHmac } from 'node:crypto';
import type { HiddenCase } from '../../exercises/exercise-definition';
import { compile } from '../compile/compile';
import { judgeCase, type ReferenceCounters } from '../judge/judge';
import type { CaseRun, SeededCase } from '../judge/run-case';
import { type TrustedRunner, trustedRunner } from '../trusted-runner';
import { contractValues } from './bundle-solution';
import { type LibraryExercise, loadExercise, seededSamples } from './exercise-library';
import { type OwnSolution, ownSolutions, UnfitSolution } from './own-solutions';

/** A generator that needs more is wrong: its cases do not tell the solutions apart. */
export const MAX_SEED_TRIES = 25;

export interface PreparedExercise {
  readonly exercise: LibraryExercise;
  /** Values that a submission may import from './contract'. */
  readonly contractValues: readonly string[];
  /** Samples, then hidden cases, then leaderboard cases. */
  readonly cases: readonly SeededCase[];
  readonly references: ReferenceCounters;
}

/** A solution of the project did not do what it must: names exercise, file and case. */
export class UnfitExercise extends Error {
  constructor(id: string, detail: string) {
    super(`exercises/${id}: ${detail}`);
    this.name = 'UnfitExercise';
  }
}

/** @throws UnfitExercise when one of the files cannot be read. */
export async function exerciseSolutions(id: string): Promise<readonly OwnSolution[]> {
  try {
    return await ownSolutions(id);
  } catch (error) {
    if (error instanceof UnfitSolution) throw new UnfitExercise(id, error.message);
    throw error;
  }
}

export function referenceOf(solutions: readonly OwnSolution[]): OwnSolution {
  return solutions.find((each) => each.kind === 'reference') as OwnSolution;
}

/** Compiles a solution of the project. @throws UnfitExercise with the first diagnostic when the compiler refuses it. */
export async function compileOwnSolution(
  exercise: LibraryExercise,
  solution: OwnSolution,
  values: readonly string[],
): Promise<string> {
  const source = await solution.source().catch((error: unknown) => {
    throw new UnfitExercise(exercise.id, error instanceof Error ? error.message : String(error));
  });
  const compiled = compile(source, { shape: exercise.definition.shape, contractValues: values });
  if (compiled.ok) return compiled.program;
  const [first] = compiled.diagnostics;
  throw new UnfitExercise(
    exercise.id,
    `${solution.place} does not compile: line ${first?.line}: ${first?.message}`,
  );
}

/** @param caseSecret any text; the same secret and exercise version give the same cases everywhere. */
export async function prepareExercise(id: string, caseSecret: string): Promise<PreparedExercise> {
  const exercise = await loadExercise(id);
  const values = await contractValues(id);
  const runner = trustedRunner();
  const solutions = await exerciseSolutions(id);
  const reference = await compileOwnSolution(exercise, referenceOf(solutions), values);
  const wrong = new Map<string, string>();
  for (const name of new Set(exercise.hidden.flatMap((each) => each.distinguishes))) {
    const solution = solutions.find((each) => each.kind === 'wrong' && each.name === name);
    if (solution === undefined)
      throw new UnfitExercise(id, `hidden.ts distinguishes ${name}, which is no wrong solution`);
    wrong.set(name, await compileOwnSolution(exercise, solution, values));
  }

  const references: Record<string, Readonly<Record<string, number>>> = {};
  const cases: SeededCase[] = [];
  for (const sample of seededSamples(exercise.samples)) {
    references[sample.name] = referenceRun(runner, exercise, reference, sample).counters;
    cases.push(sample);
  }
  for (const hidden of exercise.hidden) {
    const { seeded, run } = chooseSeed(runner, exercise, hidden, caseSecret, reference, wrong);
    references[hidden.name] = run.counters;
    cases.push(seeded);
  }
  const order = { sample: 0, hidden: 1, leaderboard: 2 };
  cases.sort((a, b) => order[a.role] - order[b.role]);
  return { exercise, contractValues: values, cases, references };
}

/** Runs the reference on a case. @throws UnfitExercise when it stops or breaks a rule. */
export function referenceRun(
  runner: TrustedRunner,
  exercise: LibraryExercise,
  program: string,
  seeded: SeededCase,
): CaseRun {
  const { run, stopped } = runner.run(exercise.definition, program, seeded);
  const judged = judgeCase(exercise.definition, seeded, run, { stopped, show: false });
  const where = `in ${seeded.role === 'sample' ? 'sample' : 'case'} ${seeded.name}`;
  if (judged.stopped !== undefined)
    throw new UnfitExercise(exercise.id, `solution.ts stops ${where}: ${judged.stopped.message}`);
  const failure = judged.checks.find((check) => !check.passed);
  if (failure !== undefined)
    throw new UnfitExercise(exercise.id, `solution.ts breaks ${failure.rule} ${where}: ${failure.message}`);
  return run;
}

function chooseSeed(
  runner: TrustedRunner,
  exercise: LibraryExercise,
  hidden: HiddenCase,
  caseSecret: string,
  reference: string,
  wrong: ReadonlyMap<string, string>,
): { readonly seeded: SeededCase; readonly run: CaseRun } {
  let passes = '';
  for (let attempt = 0; attempt < MAX_SEED_TRIES; attempt++) {
    const seed = createHmac('sha256', caseSecret)
      .update(JSON.stringify([exercise.id, exercise.version, hidden.name, attempt]))
      .digest('hex');
    const seeded: SeededCase = {
      name: hidden.name,
      title: hidden.title,
      role: hidden.role,
      seed,
      parameters: hidden.parameters,
    };
    const run = referenceRun(runner, exercise, reference, seeded);
    const undetected = hidden.distinguishes.find((name) => {
      const { run, stopped } = runner.run(exercise.definition, wrong.get(name) as string, seeded);
      return judgeCase(exercise.definition, seeded, run, { stopped, show: false }).passed;
    });
    if (undetected === undefined) return { seeded, run };
    passes = undetected;
  }
  throw new UnfitExercise(
    exercise.id,
    `case ${hidden.name} does not tell ${passes} from the reference in ${MAX_SEED_TRIES} seeds: make its parameters harder, or drop the name from its "distinguishes"`,
  );
}
