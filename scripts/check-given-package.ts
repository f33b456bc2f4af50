/** A package that is named on the command line, checked. */
import { resolve } from 'node:path';
import { todoProblemsIn } from '../grader/library/exercise-texts';
import { remembering } from '../grader/library/remembered-runs';
import { UnfitExercise } from '../grader/library/seeds';
import { AS_IT_RUNS, hashTexts, together } from '../grader/library/versions';
import { bundlePackage } from '../grader/packages/bundle-package';
import { checkPackage } from '../grader/packages/check-package';
import { packageKind } from '../grader/packages/package-files';
import { type Depth, type Report, secretsFor } from './check-one';
import { readPackage, withExercise, withQuestion } from './package-input';

/** @param at its place; empty: by its path. @throws InputError, UsageError */
export function checkGivenPackage(
  path: string,
  at: string,
  { secrets, anew, ...depth }: Depth,
): Promise<Report> {
  const input = readPackage(path, at);
  const { files, place } = input;
  if (packageKind(files) === 'question') return withQuestion(path, input, (question) => question.check());
  return withExercise(path, input, async (exercise) => {
    try {
      if (anew) return await checkPackage(exercise, files, secretsFor(secrets), depth);
      const simulation = await bundlePackage(files, place, together(['package:exercise.ts']), AS_IT_RUNS);
      const where = `packages/${hashTexts([resolve(path)])}`;
      const { runner, keep } = await remembering(exercise.programs().runner, where, simulation);
      try {
        const options = { ...depth, steadySeeds: true };
        return await checkPackage(exercise, files, secretsFor(secrets), options, runner);
      } finally {
        keep();
      }
    } catch (error) {
      if (!(error instanceof UnfitExercise)) throw error;
      // What is still to be written may be why.
      return { id: place, problems: [error.message, ...todoProblemsIn(files)] };
    }
  });
}
