/** One exercise or question, checked: by the command of that name in its own process, or beside others (check-process.ts). */
import { relative } from 'node:path';
import { checkExercise, type ExerciseReport } from '../grader/library/check-exercise';
import { checkQuestion, type QuestionReport } from '../grader/library/check-question';
import {
  exerciseFolder,
  loadExercise,
  loadQuestion,
  questionFolder,
  questionIds,
  ROOT,
} from '../grader/library/exercise-library';
import { todoProblems } from '../grader/library/exercise-texts';
import { placedFault } from '../grader/library/fault-place';
import { runnerHere } from '../grader/library/own-runner';
import { rememberingOwn } from '../grader/library/remembered-runs';
import { runnerBeside } from '../grader/library/runners-beside';
import { UnfitExercise } from '../grader/library/seeds';
import { typeProblems } from '../grader/library/type-problems';
import { typeScript } from './bootstrap.mjs';
import { LOCAL_CASE_SECRET } from './case-secret';

/** The local secret first: it is that of `npx runqueue grade`. */
export function secretsFor(count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? LOCAL_CASE_SECRET : `${LOCAL_CASE_SECRET} ${i + 1}`,
  );
}

/** Of an exercise whose cases cannot even be made, or a question that does not load, only the problem. */
interface Failed {
  readonly id: string;
  readonly problems: readonly string[];
}
export type Report = ExerciseReport | QuestionReport | Failed;

export interface Depth {
  readonly secrets: number;
  readonly exact: boolean;
  readonly quick: boolean;
  readonly mutants: boolean;
  /** No run is remembered from an earlier check. */
  readonly anew: boolean;
}

async function exerciseReport(
  id: string,
  { secrets, anew, ...depth }: Depth,
  processes: number,
): Promise<ExerciseReport | Failed> {
  // A quick check learns from each run which to make next.
  const beside = processes > 1 && !depth.quick ? runnerBeside(id, processes, typeScript) : undefined;
  try {
    if (anew) return await checkExercise(id, secretsFor(secrets), depth, { runner: beside });
    const remembering = await rememberingOwn(id, beside ?? runnerHere(await loadExercise(id)));
    try {
      return await checkExercise(id, secretsFor(secrets), { ...depth, steadySeeds: true }, remembering);
    } finally {
      remembering.keep();
    }
  } catch (error) {
    if (error instanceof UnfitExercise) return { id, problems: [error.message] };
    return { id, problems: await faultsOf(exerciseFolder(id), error) };
  } finally {
    beside?.close();
  }
}

async function questionReport(id: string): Promise<QuestionReport | Failed> {
  const folder = questionFolder(id);
  try {
    const report = checkQuestion(id, await loadQuestion(id));
    return { ...report, problems: [...todoProblems(folder), ...report.problems] };
  } catch (error) {
    return { id, problems: await faultsOf(folder, error) };
  }
}

/**
 * An error that comes from the files of a folder, as sentences with file and line. What does not hold its types may fail
 * anywhere: then those are told.
 * @throws the error, when it is neither: then it is a fault of the grader.
 */
async function faultsOf(folder: string, error: unknown): Promise<readonly string[]> {
  const fault = placedFault(error, `${relative(ROOT, folder)}/`.replaceAll('\\', '/'));
  if (fault !== undefined) return [fault];
  const types = (await typeProblems([folder])).get(folder);
  if (types === undefined) throw error;
  return [`something is missing, or of another kind: ${(error as Error).message}`, ...types];
}

/** @param processes that run solutions. 1: this one. */
export function check(id: string, depth: Depth, processes = 1): Promise<Report> {
  return questionIds().includes(id) ? questionReport(id) : exerciseReport(id, depth, processes);
}
