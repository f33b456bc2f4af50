/** An exercise ready to grade: every case with its seed (seeds.ts), and what the reference costs on each. */
import { compile } from '../compile/compile';
import type { ContractValues } from '../compile/contract-values';
import type { ChildJob } from '../confine/child-protocol';
import type { CompilerPool } from '../confine/compiler-pool';
import type { ReferenceCounters } from '../judge/judge';
import type { SeededCase } from '../judge/run-case';
import { contractValues } from './bundle-solution';
import { type LibraryExercise, loadExercise } from './exercise-library';
import { onceEach } from './once-each';
import { type OwnRunner, runnerHere } from './own-runner';
import { type OwnSolution, ownSolutions, UnfitSolution } from './own-solutions';
import {
  type Counters,
  chooseSeed,
  letOthersGoOn,
  MAX_SEED_TRIES,
  type Pause,
  referenceCounters,
  seededHidden,
  seededSamples,
  UnfitExercise,
} from './seeds';
import { someAtOnce } from './some-at-once';
import { exerciseVersion } from './versions';

export interface PreparedExercise {
  readonly exercise: LibraryExercise;
  readonly version: string;
  readonly runner: OwnRunner;
  /** Values that a submission may import from './contract'. */
  readonly contractValues: ContractValues;
  /** Samples, then hidden cases, then leaderboard cases. */
  readonly cases: readonly SeededCase[];
  readonly references: ReferenceCounters;
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

/** Whatever compiles as a CompilerPool does. */
export type Compilers = Pick<CompilerPool, 'compile'>;

/** Compiles a solution of the project. @param compilers where a hostile text can be given up. @throws UnfitExercise with the first diagnostic when the compiler refuses it. */
export async function compileOwnSolution(
  exercise: LibraryExercise,
  solution: OwnSolution,
  values: ContractValues,
  compilers?: Compilers,
): Promise<string> {
  const source = await solution.source().catch((error: unknown) => {
    throw new UnfitExercise(exercise.id, error instanceof Error ? error.message : String(error));
  });
  const options = { shape: exercise.definition.shape, contractValues: values };
  const compiled =
    compilers === undefined ? compile(source, options) : await compilers.compile(source, options);
  if (compiled.ok) return compiled.program;
  const [first] = compiled.diagnostics;
  throw new UnfitExercise(
    exercise.id,
    `${solution.place} does not compile: line ${first?.line}: ${first?.message}`,
  );
}

/** The reference on the samples, as a child would run it. */
export async function sampleJob(
  id: string,
): Promise<{ readonly exercise: LibraryExercise; readonly job: ChildJob }> {
  const exercise = await loadExercise(id);
  const reference = referenceOf(await exerciseSolutions(id));
  const program = await compileOwnSolution(exercise, reference, await contractValues(id));
  return { exercise, job: jobOn(exercise, program, seededSamples(exercise.samples)) };
}

/** What a child is asked to run. */
export function jobOn(
  { definition }: LibraryExercise,
  program: string,
  cases: readonly SeededCase[],
  notesLines = false,
): ChildJob {
  return {
    program,
    shape: definition.shape,
    events: definition.events,
    unitsLimit: definition.limits.unitsPerCase,
    ...(notesLines && { notesLines }),
    cases: cases.map(({ name, seed, parameters }) => ({ name, seed, parameters })),
  };
}

/** An exercise and its own solutions as programs: what is the same under every secret. */
export interface ExercisePrograms {
  readonly exercise: LibraryExercise;
  readonly version: string;
  /** Values that a submission may import from './contract'. */
  readonly contractValues: ContractValues;
  readonly solutions: readonly OwnSolution[];
  readonly runner: OwnRunner;
  /** Compiles one of `solutions`, once. @throws UnfitExercise when the compiler refuses it. */
  programOf(solution: OwnSolution): Promise<string>;
}

/** Where an exercise's own solutions are run and compiled. Default of each: in this process. */
export interface Elsewhere {
  readonly runner?: OwnRunner;
  readonly compilers?: Compilers;
}

/** @throws UnfitExercise when one of the files cannot be read. */
export async function exercisePrograms(
  id: string,
  knownVersion?: string,
  { runner: given, compilers }: Elsewhere = {},
): Promise<ExercisePrograms> {
  const exercise = await loadExercise(id);
  // Before the version, which is made of them: what is wrong with one of them is told as such.
  const solutions = await exerciseSolutions(id);
  const version = knownVersion ?? (await exerciseVersion(id));
  const values = await contractValues(id);
  const runner = given ?? runnerHere(exercise);
  const programOf = onceEach((solution: OwnSolution) =>
    compileOwnSolution(exercise, solution, values, compilers),
  );
  return { exercise, version, contractValues: values, solutions, runner, programOf };
}

/**
 * What preparing an exercise finds out, at the cost of many runs: it can be kept (ready-exercises.ts). It
 * holds for one exercise version, one grader version and one secret.
 */
export interface Preparation {
  /** By hidden case: which of its seeds was accepted (seeds.ts). */
  readonly attempts: Readonly<Record<string, number>>;
  readonly references: ReferenceCounters;
}

/** What a preparation is put together with. */
export type ExerciseToPrepare = Pick<ExercisePrograms, 'exercise' | 'version' | 'contractValues' | 'runner'>;

/** @param caseSecret any text; the same secret and exercise version give the same cases everywhere. */
export async function prepareExercise(id: string, caseSecret: string): Promise<PreparedExercise> {
  return prepareCases(await exercisePrograms(id), caseSecret);
}

/** prepareExercise() of an exercise whose solutions are there already. */
export async function prepareCases(
  programs: ExercisePrograms,
  caseSecret: string,
  tries?: number,
): Promise<PreparedExercise> {
  const preparation = await preparationOf(programs, caseSecret, letOthersGoOn, tries);
  return preparedWith(programs, caseSecret, preparation);
}

/** @throws UnfitExercise, or what `pause` throws. */
export async function preparationOf(
  { exercise, version, solutions, programOf, runner }: ExercisePrograms,
  caseSecret: string,
  pause: Pause = letOthersGoOn,
  tries = MAX_SEED_TRIES,
): Promise<Preparation> {
  const { id } = exercise;
  const reference = await programOf(referenceOf(solutions));
  const wrong = new Map<string, string>();
  for (const name of new Set(exercise.hidden.flatMap((each) => each.distinguishes))) {
    const solution = solutions.find((each) => each.kind === 'wrong' && each.name === name);
    if (solution === undefined)
      throw new UnfitExercise(id, `hidden.ts distinguishes ${name}, which is no wrong solution`);
    await pause();
    wrong.set(name, await programOf(solution));
  }

  const references: Record<string, Counters> = {};
  const attempts: Record<string, number> = {};
  for (const sample of seededSamples(exercise.samples)) {
    await pause();
    references[sample.name] = await referenceCounters(runner, exercise, reference, sample);
  }
  const choice = { runner, exercise, version, caseSecret, reference, wrong, pause, tries };
  const chosen = await someAtOnce(exercise.hidden, runner.width, (hidden) => chooseSeed(choice, hidden));
  for (const [at, { attempt, counters }] of chosen.entries()) {
    const { name } = exercise.hidden[at];
    attempts[name] = attempt;
    references[name] = counters;
  }
  return { attempts, references };
}

/** The exercise with a preparation of this very version and secret. */
export function preparedWith(
  { exercise, version, contractValues, runner }: ExerciseToPrepare,
  caseSecret: string,
  { attempts, references }: Preparation,
): PreparedExercise {
  const hidden = exercise.hidden.map((each) => {
    const attempt = attempts[each.name];
    if (attempt === undefined)
      throw new Error(`exercises/${exercise.id}: the preparation of version ${version} has no ${each.name}`);
    return seededHidden({ exercise, version, caseSecret }, each, attempt);
  });
  const order = { sample: 0, hidden: 1, leaderboard: 2 };
  const cases = [...seededSamples(exercise.samples), ...hidden].sort((a, b) => order[a.role] - order[b.role]);
  return { exercise, version, contractValues, runner, cases, references };
}
