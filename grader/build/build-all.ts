/**
 * Makes what the project runs from but does not keep in git:
 *
 *      .runqueue/build/child.cjs         the confined child process
 *      .runqueue/build/simulations/      the simulation of each exercise that was graded, as a child is sent it
 *      .runqueue/build/compiler.cjs      the confined compiler
 *      .runqueue/build/versions.json     the versions of exercises
 *      .runqueue/build/catalogue.json    what the site may know of exercises and questions
 *      .runqueue/build/questions.mjs     the question generators, for the site's server
 *      public/grader/<hash>/             the browser grader: worker and a chunk per exercise
 *
 * Nothing is built twice from the same sources: a stamp holds the hash of all that went in.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { globSync } from 'tinyglobby';
import { BUILD_FOLDER } from '../../exercises/catalogue';
import { buildChild, buildCompiler } from '../confine/build-child';
import { hashFiles, ROOT } from '../library/exercise-library';
import { buildBrowserGrader } from './browser-grader-bundle';
import { buildCatalogue } from './catalogue';
import { keptSimulations } from './kept-simulations';
import { keptVersions } from './kept-versions';
import { replaceFile } from './replace-file';

const folder = join(ROOT, BUILD_FOLDER);

/** Hash of every source that a build product depends on. */
function sourcesHash(): string {
  const sources = globSync(['simulator/**/*', 'exercises/**/*', 'grader/**/*', 'package-lock.json'], {
    cwd: ROOT,
    ignore: ['**/*.test.ts', '**/*.bench.ts'],
    absolute: true,
  });
  return hashFiles(sources);
}

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
  readonly versionOf: (exercise: string) => Promise<string>;
  /** Of an exercise, as a child is sent it. */
  readonly simulationOf: (exercise: string) => Promise<Uint8Array>;
}

/** What grading needs, built if it is missing or stale. */
export async function buildConfinedOnce(hash = sourcesHash()): Promise<Built> {
  const child = join(folder, 'child.cjs');
  const compiler = join(folder, 'compiler.cjs');
  await unlessFresh('child', hash, async () => {
    await buildChild(child);
    await buildCompiler(compiler);
  });
  return {
    child,
    compiler,
    versionOf: keptVersions(join(folder, 'versions.json'), hash),
    simulationOf: keptSimulations(join(folder, 'simulations'), hash, child),
  };
}

async function buildQuestions(): Promise<void> {
  const files = globSync(['exercises/*/questions/*/question.ts'], { cwd: ROOT }).sort();
  const id = (file: string) =>
    file
      .replace(/^exercises\//, '')
      .replace('/questions/', '/')
      .replace(/\/question\.ts$/, '');
  const lines = files.map((file, i) => `import question${i} from ${JSON.stringify(`./${file}`)};`);
  const fields = files.map((file, i) => `  ${JSON.stringify(id(file))}: question${i},`);
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

/** Builds whatever is stale. @param log told what is being made. */
export async function buildAll(log: (line: string) => void = () => {}): Promise<void> {
  const hash = sourcesHash();
  const { versionOf } = await buildConfinedOnce(hash);
  await unlessFresh('questions', hash, async () => {
    log('question generators');
    await buildQuestions();
  });
  await unlessFresh('catalogue', hash, async () => {
    log('browser grader and catalogue');
    const grader = await buildBrowserGrader(versionOf);
    replaceFile(
      join(folder, 'catalogue.json'),
      JSON.stringify(await buildCatalogue(grader.url, versionOf), null, 1),
    );
    for (const old of readdirSync(join(ROOT, 'public/grader')))
      if (old !== grader.hash) rmSync(join(ROOT, 'public/grader', old), { recursive: true });
  });
}

if (process.argv[1]?.endsWith('build-all.ts')) await buildAll((line) => console.log(`building ${line}`));
