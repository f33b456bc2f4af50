/** An exercise ready to grade: every case with its seed (seeds.ts), and what the reference costs on each. */
import { compile } from '../compile/compile';
import type { ContractValues } from '../compile/contract-values';
import type { ReferenceCounters } from '../judge/judge';
import type { SeededCase } from '../judge/run-case';
import { trustedRunner } from '../trusted-runner';
import { contractValues } from './bundle-solution';
import { type LibraryExercise, loadExercise } from './exercise-library';
import { type OwnSolution, ownSolutions, UnfitSolution } from './own-solutions';
import { chooseSeed, referenceRun, seededSamples, UnfitExercise } from './seeds';
import { exerciseVersion } from './versions';

export interface PreparedExercise {
  readonly exercise: LibraryExercise;
  readonly version: string;
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

/** Compiles a solution of the project. @throws UnfitExercise with the first diagnostic when the compiler refuses it. */
export async function compileOwnSolution(
  exercise: LibraryExercise,
  solution: OwnSolution,
  values: ContractValues,
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

/** An exercise and its own solutions as programs: what is the same under every secret. */
export interface ExercisePrograms {
  readonly exercise: LibraryExercise;
  readonly version: string;
  /** Values that a submission may import from './contract'. */
  readonly contractValues: ContractValues;
  readonly solutions: readonly OwnSolution[];
  /** Compiles one of `solutions`, once. @throws UnfitExercise when the compiler refuses it. */
  programOf(solution: OwnSolution): Promise<string>;
}

/** @throws UnfitExercise when one of the files cannot be read. */
export async function exercisePrograms(id: string): Promise<ExercisePrograms> {
  const exercise = await loadExercise(id);
  const version = await exerciseVersion(id);
  const values = await contractValues(id);
  const solutions = await exerciseSolutions(id);
  const programs = new Map<OwnSolution, Promise<string>>();
  const programOf = (solution: OwnSolution) => {
    let program = programs.get(solution);
    if (program === undefined) {
      program = compileOwnSolution(exercise, solution, values);
      programs.set(solution, program);
    }
    return program;
  };
  return { exercise, version, contractValues: values, solutions, programOf };
}

/** @param caseSecret any text; the same secret and exercise version give the same cases everywhere. */
export async function prepareExercise(id: string, caseSecret: string): Promise<PreparedExercise> {
  return prepareCases(await exercisePrograms(id), caseSecret);
}

/** prepareExercise() of an exercise whose solutions are there already. */
export async function prepareCases(
  programs: ExercisePrograms,
  caseSecret: string,
): Promise<PreparedExercise> {
  const { exercise, version, solutions, programOf } = programs;
  const { id } = exercise;
  const runner = trustedRunner();
  const reference = await programOf(referenceOf(solutions));
  const wrong = new Map<string, string>();
  for (const name of new Set(exercise.hidden.flatMap((each) => each.distinguishes))) {
    const solution = solutions.find((each) => each.kind === 'wrong' && each.name === name);
    if (solution === undefined)
      throw new UnfitExercise(id, `hidden.ts distinguishes ${name}, which is no wrong solution`);
    wrong.set(name, await programOf(solution));
  }

  const references: Record<string, Readonly<Record<string, number>>> = {};
  const cases: SeededCase[] = [];
  for (const sample of seededSamples(exercise.samples)) {
    references[sample.name] = referenceRun(runner, exercise, reference, sample).counters;
    cases.push(sample);
  }
  for (const hidden of exercise.hidden) {
    await new Promise(setImmediate); // the worker beats, and hears that it shall end, between two cases
    const { seeded, run } = chooseSeed({ runner, exercise, version, caseSecret, reference, wrong }, hidden);
    references[hidden.name] = run.counters;
    cases.push(seeded);
  }
  const order = { sample: 0, hidden: 1, leaderboard: 2 };
  cases.sort((a, b) => order[a.role] - order[b.role]);
  return { exercise, version, contractValues: programs.contractValues, cases, references };
}
