/**
 * The promises of a package's exercise, proved as those of the catalogue are (library/check-exercise.ts), its code running
 * confined. For the checks that look at files (texts, types, purity) they are laid out where an exercise lies, in a folder
 * of their own whose neighbours are this project's:
 *
 *      .runqueue/packages/<version>-<process>/simulator                      ─▶ the project's
 *                                             exercises/judging, *.ts ...    ─▶ the project's
 *                                             exercises/<chapter>/<name>/    the package
 */
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CheckOptions, checkPrograms, type ExerciseReport } from '../library/check-exercise';
import type { MutantsGiven, RightSolution } from '../library/check-mutants';
import { ROOT } from '../library/exercise-library';
import type { ExercisePrograms } from '../library/prepared-exercise';
import type { PackageExercise } from './package-exercise';
import { type PackageFiles, packageVersion } from './package-files';
import { mutableSolution } from './package-solutions';

/** @throws UnfitExercise when cases cannot even be made, PackageFault when the package does not do what it must. */
export async function checkPackage(
  exercise: PackageExercise,
  files: PackageFiles,
  caseSecrets: readonly string[],
  options: CheckOptions = {},
): Promise<ExerciseReport> {
  const home = join(ROOT, '.runqueue/packages', `${packageVersion(files)}-${process.pid}`);
  try {
    const folder = layOut(home, exercise.id, files);
    const programs = exercise.programs();
    const placed = { ...programs, exercise: { ...programs.exercise, folder } };
    const { neverAlone } = exercise.description;
    const mutants = () => mutantsOf(exercise, files, placed);
    return await checkPrograms({ ...placed, neverAlone, mutants }, caseSecrets, options);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** @returns the folder of the package. */
function layOut(home: string, id: string, files: PackageFiles): string {
  const [chapter = '', name = ''] = id.split('/');
  const folder = join(home, 'exercises', chapter, name);
  mkdirSync(folder, { recursive: true });
  const linkAll = (within: string, leftOut: string) => {
    for (const entry of readdirSync(join(ROOT, within)))
      if (entry !== leftOut) symlinkSync(join(ROOT, within, entry), join(home, within, entry));
  };
  symlinkSync(join(ROOT, 'simulator'), join(home, 'simulator'));
  linkAll('exercises', chapter);
  if (readdirSync(join(ROOT, 'exercises')).includes(chapter)) linkAll(`exercises/${chapter}`, name);
  for (const [path, text] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}

async function mutantsOf(
  { id, description }: PackageExercise,
  files: PackageFiles,
  { solutions, programOf }: ExercisePrograms,
): Promise<MutantsGiven> {
  const right = solutions.filter(({ kind }) => kind === 'reference' || kind === 'right');
  const bases: RightSolution[] = [];
  for (const solution of right) {
    const { exceeds, place } = solution;
    bases.push({
      ...(await mutableSolution(files, id, place)),
      ...{ exceeds, program: await programOf(solution) },
    });
  }
  return { bases, definition: description.mutants };
}
