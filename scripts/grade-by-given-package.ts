/** A submission graded by a package that is named on the command line. */
import { buildConfinedOnce } from '../grader/build/build-all';
import { CompilerPool } from '../grader/confine/compiler-pool';
import { UnfitExercise } from '../grader/library/seeds';
import { graderVersion } from '../grader/library/versions';
import { packageKind } from '../grader/packages/package-files';
import { PackageGrader } from '../grader/packages/package-grader';
import type { Verdict } from '../grader/verdict';
import { LOCAL_CASE_SECRET } from './case-secret';
import { InputError } from './command-error';
import { nameOf } from './file-input';
import { readPackage, withExercise } from './package-input';

/** @param at its place; empty: by its path. @throws InputError, UsageError */
export async function gradeByGivenPackage(
  path: string,
  at: string,
  source: string,
  cases: 'all' | 'samples',
): Promise<Verdict> {
  const { compiler, packageChild } = await buildConfinedOnce();
  const input = readPackage(path, at);
  if (packageKind(input.files) === 'question')
    throw new InputError(`${nameOf(path)} is a question; only exercises are graded here`);
  return withExercise(path, input, async (exercise) => {
    const compilers = new CompilerPool({ path: compiler });
    const grader = new PackageGrader({
      ...{ childPath: packageChild, compilers },
      graderVersion: await graderVersion(),
    });
    try {
      const prepared = await exercise.prepared(LOCAL_CASE_SECRET);
      return (await grader.grade(exercise, prepared, { source, cases })).verdict;
    } catch (error) {
      if (error instanceof UnfitExercise) throw new InputError(error.message);
      throw error;
    } finally {
      await compilers.close();
    }
  });
}
