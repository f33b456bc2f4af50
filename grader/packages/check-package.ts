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
import type { CatalogueExercise, SourceFile } from '../../exercises/catalogue';
import { type CheckOptions, checkPrograms, type ExerciseReport } from '../library/check-exercise';
import type { MutantsGiven, RightSolution } from '../library/check-mutants';
import { ROOT } from '../library/exercise-library';
import { hintsIn } from '../library/exercise-texts';
import type { OwnRunner } from '../library/own-runner';
import type { ExercisePrograms } from '../library/prepared-exercise';
import { type FilesRead, fileRead, reachedFiles } from '../library/reached-files';
import type { PackageExercise } from './package-exercise';
import { type PackageFiles, packageVersion } from './package-files';
import { mutableSolution } from './package-solutions';

/** @param runner of its solutions. Default: the exercise's own. @throws UnfitExercise when cases cannot even be made, PackageFault when the package does not do what it must. */
export async function checkPackage(
  exercise: PackageExercise,
  files: PackageFiles,
  caseSecrets: readonly string[],
  options: CheckOptions = {},
  runner?: OwnRunner,
): Promise<ExerciseReport> {
  const home = join(ROOT, '.runqueue/packages', `${packageVersion(files)}-${process.pid}`);
  try {
    const folder = layOut(home, exercise.home, files);
    const programs = exercise.programs();
    const placed = { ...programs, ...(runner && { runner }), exercise: { ...programs.exercise, folder } };
    const { neverAlone } = exercise.description;
    const mutants = () => mutantsOf(exercise, files, placed);
    const report = await checkPrograms({ ...placed, neverAlone, mutants }, caseSecrets, options);
    return { ...report, problems: report.problems.map((problem) => withoutPlaces(problem, home)) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Types name files by where they lie here, which is nobody's affair. */
const withoutPlaces = (text: string, home: string) =>
  text.replaceAll(`${home}/`, '').replaceAll(`${ROOT}/`, '');

/** What students are given of it. */
export function entryOf(
  { id, home, version, exercise }: PackageExercise,
  files: PackageFiles,
): CatalogueExercise {
  const { samples, hidden, definition } = exercise;
  const { title, summary, rows, difficulty, view, rules, budgets, metric, showFailures } = definition;
  const [chapter = ''] = id.split('/');
  return {
    ...{ id, chapter, version },
    ...{ title, summary, rows, difficulty, view, rules, budgets, metric, showFailures },
    statement: files.get('statement.md') ?? '',
    hints: hintsIn(files.get('hints.md') ?? ''),
    starter: files.get('starter.ts') ?? '',
    contract: contractFiles(home, files),
    samples: samples.map(({ name, title }) => ({ name, title })),
    caseCount: samples.length + hidden.length,
  };
}

/** contract.ts and what it imports, types included, as if the package lay in exercises/. */
function contractFiles(place: string, files: PackageFiles): readonly SourceFile[] {
  const home = `exercises/${place}/`;
  const read: FilesRead = new Map();
  for (const [path, text] of files)
    if (path.endsWith('.ts')) read.set(...fileRead(join(ROOT, home, path), text));
  const mayRead = (name: string) => name.startsWith('simulator/') || read.has(join(ROOT, name));
  return [...reachedFiles([join(ROOT, home, 'contract.ts')], read, mayRead)].map(([path, text]) => ({
    path,
    text,
  }));
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
  { home, description }: PackageExercise,
  files: PackageFiles,
  { solutions, programOf }: ExercisePrograms,
): Promise<MutantsGiven> {
  const right = solutions.filter(({ kind }) => kind === 'reference' || kind === 'right');
  const bases: RightSolution[] = [];
  for (const solution of right) {
    const { exceeds, place } = solution;
    bases.push({
      ...(await mutableSolution(files, home, place)),
      ...{ exceeds, program: await programOf(solution) },
    });
  }
  return { bases, definition: description.mutants };
}
