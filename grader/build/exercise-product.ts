/**
 * What the build computes of one exercise: its entry in the catalogue, and what the browser's worker is told of it
 * besides its code. Kept in a file by the hash of all that it is made from, so that an edit makes the exercises anew
 * that reach what was edited, and no others.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { BUILD_FOLDER, type CatalogueExercise } from '../../exercises/catalogue';
import type { BrowserFacts } from '../browser/serve';
import { contractValues } from '../library/bundle-solution';
import { demonstratedRun } from '../library/demonstrated-run';
import { exerciseFolder, loadExercise, ROOT } from '../library/exercise-library';
import { hintsOf } from '../library/exercise-texts';
import { runnerHere } from '../library/own-runner';
import { compileOwnSolution, exerciseSolutions, referenceOf } from '../library/prepared-exercise';
import { type FilesRead, reachedFiles } from '../library/reached-files';
import { referenceCounters, seededSamples } from '../library/seeds';
import { replaceFile } from './replace-file';

export interface ExerciseProduct {
  readonly entry: CatalogueExercise;
  readonly facts: BrowserFacts;
}

const TESTS = ['**/*.test.ts', '**/*.bench.ts'];

/** Hash of files and of all that they reach. @param beside hash of what else decides. @param files absolute paths. */
export function reachedHash(beside: string, files: readonly string[], read?: FilesRead): string {
  const reached = [...reachedFiles(files.toSorted(), read)];
  return createHash('sha256')
    .update(JSON.stringify([beside, ...reached]))
    .digest('hex')
    .slice(0, 16);
}

/** Everything that grades, whatever the exercise: what is computed of one may change with any of it. */
export function gradingHash(read?: FilesRead): string {
  const files = globSync(['grader/**/*.{ts,mjs}', 'package-lock.json'], {
    cwd: ROOT,
    ignore: TESTS,
    absolute: true,
  });
  return reachedHash('', files, read);
}

/** Hash of all that an exercise's product and version are made from. @param grading of gradingHash(). */
export function sourcesOf(id: string, grading: string, read?: FilesRead): string {
  const own = globSync(['**/*'], { cwd: exerciseFolder(id), ignore: TESTS, absolute: true });
  return reachedHash(grading, own, read);
}

/** @param making is told the id before it is made anew. */
export async function exerciseProduct(
  id: string,
  given: {
    /** Of sourcesOf(). */
    readonly sources: string;
    readonly versionOf: (id: string) => Promise<string>;
    readonly making: (id: string) => void;
  },
): Promise<ExerciseProduct> {
  const file = join(ROOT, BUILD_FOLDER, 'exercises', `${id}.json`);
  const hash = given.sources;
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as ExerciseProduct & { hash: string };
    if (kept.hash === hash) return kept;
  }
  given.making(id);
  const version = await given.versionOf(id);
  const demonstration = await demonstratedRun(id);
  const product: ExerciseProduct = {
    entry: { ...(await describeExercise(id, version)), ...(demonstration && { demonstration }) },
    facts: await browserFacts(id, version),
  };
  mkdirSync(dirname(file), { recursive: true });
  replaceFile(file, JSON.stringify({ hash, ...product }));
  return product;
}

async function describeExercise(id: string, version: string): Promise<CatalogueExercise> {
  const { definition, folder, samples, hidden } = await loadExercise(id);
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  const { title, summary, rows, difficulty, view, rules, budgets, metric, showFailures } = definition;
  return {
    id,
    chapter: id.split('/')[0],
    ...{ title, summary, rows, difficulty, view, rules, budgets, metric, showFailures },
    version,
    statement: text('statement.md'),
    hints: hintsOf(folder),
    starter: text('starter.ts'),
    // contract.ts and what it imports, types included.
    contract: [...reachedFiles([join(folder, 'contract.ts')])].map(([path, text]) => ({ path, text })),
    samples: samples.map(({ name, title }) => ({ name, title })),
    caseCount: samples.length + hidden.length,
  };
}

async function browserFacts(id: string, version: string): Promise<BrowserFacts> {
  const exercise = await loadExercise(id);
  const values = await contractValues(id);
  const program = await compileOwnSolution(exercise, referenceOf(await exerciseSolutions(id)), values);
  const references: Record<string, Readonly<Record<string, number>>> = {};
  for (const seeded of seededSamples(exercise.samples))
    references[seeded.name] = await referenceCounters(runnerHere(exercise), exercise, program, seeded);
  return { version, contractValues: values, references };
}
