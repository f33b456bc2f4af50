/**
 * Makes what the project runs from but does not keep in git:
 *
 *      .runqueue/build/child.cjs         the confined child process
 *      .runqueue/build/simulations/      the simulation of each exercise that was graded, as a child is sent it
 *      .runqueue/build/compiler.cjs      the confined compiler
 *      .runqueue/build/package.cjs       the confined process of a package
 *      .runqueue/build/exchange.cjs      the confined process that reads and writes archives of other systems
 *      .runqueue/build/versions.json     the versions of exercises
 *      .runqueue/build/catalogue.json    what the site may know of exercises and questions
 *      .runqueue/build/questions.mjs     the question generators, for the site's server
 *      .runqueue/build/exercises/        what was computed of each exercise (exercise-product.ts)
 *      .runqueue/build/families.json     what an author may begin from
 *      .runqueue/build/author-types.json texts of what a package may import, for the author's editor
 *      .runqueue/build/grader/<hash>/    the browser grader: worker and a chunk per exercise
 *
 * Nothing is built twice from the same sources: a stamp holds the hash of all that it reaches.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BROWSER_GRADER_FOLDER, BUILD_FOLDER } from '../../exercises/catalogue';
import { buildChild, buildCompiler, buildExchangeChild, buildPackageChild } from '../confine/build-child';
import { exerciseIds, questionFolder, questionIds, ROOT } from '../library/exercise-library';
import type { FilesRead } from '../library/reached-files';
import { EXCHANGE_FILE } from '../packages/exchange/exchange-process';
import { FAMILIES_FILE } from '../packages/families';
import { authorTypes, families, familyExercises } from './author-products';
import { buildBrowserGrader, referenceFiles } from './browser-grader-bundle';
import { readableProblems, refuse } from './browser-secrets';
import { buildCatalogue } from './catalogue';
import {
  type ExerciseProduct,
  exerciseProduct,
  gradingHash,
  reachedHash,
  sourcesOf,
} from './exercise-product';
import { keptSimulations } from './kept-simulations';
import { keptVersions } from './kept-versions';
import { replaceFile } from './replace-file';

const folder = join(ROOT, BUILD_FOLDER);

/** Runs `make` unless the stamp says that `product` was made from these sources. */
async function unlessFresh(product: string, hash: string, make: () => Promise<void>): Promise<void> {
  const stamp = join(folder, `${product}.stamp`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  mkdirSync(folder, { recursive: true });
  await make();
  writeFileSync(stamp, hash);
}

export interface Built {
  /** Paths of the scripts that run confined. */
  readonly child: string;
  readonly compiler: string;
  readonly packageChild: string;
  readonly versionOf: (exercise: string) => Promise<string>;
  /** Of an exercise, as a child is sent it. */
  readonly simulationOf: (exercise: string) => Promise<Uint8Array>;
}

/** What grading needs, built if it is missing or stale. */
export async function buildConfinedOnce(read: FilesRead = new Map()): Promise<Built> {
  const grading = gradingHash(read);
  const child = join(folder, 'child.cjs');
  const compiler = join(folder, 'compiler.cjs');
  const packageChild = join(folder, 'package.cjs');
  await unlessFresh('child', grading, async () => {
    await buildChild(child);
    await buildCompiler(compiler);
    await buildPackageChild(packageChild);
    await buildExchangeChild(join(folder, EXCHANGE_FILE));
  });
  return {
    child,
    compiler,
    packageChild,
    versionOf: keptVersions(join(folder, 'versions.json'), (id) => sourcesOf(id, grading)),
    simulationOf: keptSimulations(join(folder, 'simulations'), (id) => sourcesOf(id, grading), child),
  };
}

const questionFile = (id: string) => join(questionFolder(id), 'question.ts');

async function buildQuestions(): Promise<void> {
  const lines = questionIds().map((id, i) => `import question${i} from ${JSON.stringify(questionFile(id))};`);
  const fields = questionIds().map((id, i) => `  ${JSON.stringify(id)}: question${i},`);
  await build({
    stdin: {
      contents: [...lines, 'export const questions = {', ...fields, '};'].join('\n'),
      resolveDir: ROOT,
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outfile: join(folder, 'questions.mjs'),
    logLevel: 'warning',
  });
}

async function buildAuthorProducts(
  grading: string,
  read: FilesRead,
  log: (line: string) => void,
): Promise<void> {
  const begun = JSON.stringify(familyExercises().map((id) => sourcesOf(id, grading, read)));
  await unlessFresh('families', begun, async () => {
    log('families of exercises');
    replaceFile(join(folder, FAMILIES_FILE), JSON.stringify(await families()));
  });
  const types = JSON.stringify(Object.fromEntries(authorTypes()));
  const hash = createHash('sha256').update(types).digest('hex');
  await unlessFresh('author-types', hash, async () => {
    log("types for the author's editor");
    replaceFile(join(folder, 'author-types.json'), types);
  });
}

/** Builds whatever is stale. @param log told what is being made. */
export async function buildAll(log: (line: string) => void = () => {}): Promise<void> {
  const read: FilesRead = new Map();
  const grading = gradingHash(read);
  const { versionOf } = await buildConfinedOnce(read);
  const ofQuestions = reachedHash(grading, questionIds().map(questionFile), read);
  await unlessFresh('questions', ofQuestions, async () => {
    log('question generators');
    await buildQuestions();
  });
  await buildAuthorProducts(grading, read, log);
  const sources = exerciseIds().map((id) => ({ id, sources: sourcesOf(id, grading, read) }));
  await unlessFresh('catalogue', JSON.stringify([ofQuestions, sources]), async () => {
    const products = new Map<string, ExerciseProduct>();
    for (const { id, sources: own } of sources)
      products.set(id, await exerciseProduct(id, { sources: own, versionOf, making: log }));
    log('browser grader and catalogue');
    const facts = new Map([...products].map(([id, product]) => [id, product.facts]));
    const entries = [...products.values()].map(({ entry }) => entry);
    const references = await referenceFiles(exerciseIds());
    refuse(
      readableProblems(
        entries.flatMap(({ contract }) => contract.map(({ path }) => path)),
        references,
      ),
    );
    const grader = await buildBrowserGrader(facts, references);
    const catalogue = await buildCatalogue(entries, grader.url);
    replaceFile(join(folder, 'catalogue.json'), JSON.stringify(catalogue, null, 1));
    const served = join(ROOT, BROWSER_GRADER_FOLDER);
    for (const old of readdirSync(served))
      if (old !== grader.hash) rmSync(join(served, old), { recursive: true });
  });
}

if (process.argv[1]?.endsWith('build-all.ts')) await buildAll((line) => console.log(`building ${line}`));
