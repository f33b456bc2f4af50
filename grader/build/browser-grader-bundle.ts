/**
 * Bundles the browser grader, and refuses to when something that must stay on the server would go along: hidden
 * cases, solutions, and the files of the simulator that a solution re-exports. Mechanisms of the kernel that it runs
 * itself where no exercise puts another one in their place cannot be kept back: every exercise on it needs them.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { contractValues } from '../library/bundle-solution';
import { exerciseIds, loadExercise, ROOT } from '../library/exercise-library';
import { compileOwnSolution, exerciseSolutions, referenceOf } from '../library/prepared-exercise';
import { referenceCounters, seededSamples } from '../library/seeds';
import { graderVersion } from '../library/versions';
import { trustedRunner } from '../trusted-runner';

const SERVER_ONLY = /^exercises\/[^/]+\/[^/]+\/((hidden|solution|wrong)\.ts$|(right|wrong|over-budget)\/)/;

/** What the worker is told of an exercise besides its code. */
async function exerciseFacts(id: string, version: string, graderHash: string) {
  const exercise = await loadExercise(id);
  const values = await contractValues(id);
  const runner = trustedRunner();
  const program = await compileOwnSolution(exercise, referenceOf(await exerciseSolutions(id)), values);
  const references: Record<string, Readonly<Record<string, number>>> = {};
  for (const seeded of seededSamples(exercise.samples))
    references[seeded.name] = referenceCounters(runner, exercise, program, seeded);
  return {
    version,
    graderVersion: graderHash,
    contractValues: values,
    references,
  };
}

/** The project's files that a system of its own mechanisms is made of. */
async function systemFiles(): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [join(ROOT, 'simulator/kernel/system.ts')],
    bundle: true,
    write: false,
    metafile: true,
    absWorkingDir: ROOT,
    logLevel: 'silent',
  });
  return Object.keys(metafile.inputs);
}

/** Files that solution.ts imports directly: the implementations that students are to write. */
async function referenceFiles(id: string): Promise<string[]> {
  const entry = `exercises/${id}/solution.ts`;
  const { metafile } = await build({
    entryPoints: [join(ROOT, entry)],
    bundle: true,
    write: false,
    metafile: true,
    absWorkingDir: ROOT,
    logLevel: 'silent',
  });
  const contract = `exercises/${id}/contract.ts`;
  return (metafile.inputs[entry]?.imports ?? []).map((each) => each.path).filter((path) => path !== contract);
}

async function refuseSecrets(metafile: Metafile): Promise<void> {
  const bundled = Object.keys(metafile.inputs);
  const needed = new Set(await systemFiles());
  const references = (await Promise.all(exerciseIds().map(referenceFiles)))
    .flat()
    .filter((path) => !needed.has(path));
  const leaked = bundled.find((path) => SERVER_ONLY.test(path) || references.includes(path));
  if (leaked !== undefined)
    throw new Error(
      `${leaked} would reach the browser. exercise.ts, simulation.ts and samples.ts may import neither hidden cases nor an implementation that a solution.ts re-exports.`,
    );
}

/** @returns the folder's hash and the worker's path under the site. */
export async function buildBrowserGrader(
  versionOf: (exercise: string) => Promise<string>,
): Promise<{ readonly hash: string; readonly url: string }> {
  const entries: string[] = [];
  const graderHash = await graderVersion();
  for (const id of exerciseIds()) {
    const facts = JSON.stringify(await exerciseFacts(id, await versionOf(id), graderHash));
    entries.push(
      `  ${JSON.stringify(id)}: { ...${facts}, load: async () => {
    const [exercise, samples] = await Promise.all([import('./exercises/${id}/exercise'), import('./exercises/${id}/samples')]);
    return { definition: exercise.default, samples: samples.default };
  } },`,
    );
  }
  const contents = [
    `import { serveBrowserGrader } from './grader/browser/serve';`,
    'serveBrowserGrader({',
    ...entries,
    '});',
  ].join('\n');
  const { metafile, outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT, loader: 'ts', sourcefile: 'browser-grader.ts' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    metafile: true,
    write: false,
    absWorkingDir: ROOT,
    outdir: 'public/grader',
    entryNames: 'worker',
    chunkNames: '[name]-[hash]',
    logLevel: 'warning',
  });
  await refuseSecrets(metafile);
  const content = createHash('sha256');
  for (const file of outputFiles) content.update(file.contents);
  const hash = content.digest('hex').slice(0, 16);
  const target = join(ROOT, 'public/grader', hash);
  mkdirSync(target, { recursive: true });
  for (const file of outputFiles) writeFileSync(join(target, basename(file.path)), file.contents);
  return { hash, url: `/grader/${hash}/worker.js` };
}
