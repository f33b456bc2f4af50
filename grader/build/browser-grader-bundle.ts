/**
 * Bundles the browser grader: the worker, and beside it a module an exercise with what the worker is told of it, so
 * that a page loads what its own exercise needs, however many there are. What must stay on the server is refused
 * (browser-secrets.ts).
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { BROWSER_GRADER_FOLDER } from '../../exercises/catalogue';
import type { BrowserFacts } from '../browser/serve';
import { ROOT } from '../library/exercise-library';
import { graderVersion } from '../library/versions';
import { refuse, secretProblems } from './browser-secrets';

/** Files that solutions import directly, contracts aside: the implementations that students are to write. */
export async function referenceFiles(ids: readonly string[]): Promise<string[]> {
  const entries = ids.map((id) => `exercises/${id}/solution.ts`);
  const { metafile } = await build({
    entryPoints: entries,
    bundle: true,
    write: false,
    metafile: true,
    absWorkingDir: ROOT,
    outdir: 'nowhere',
    logLevel: 'silent',
  });
  const imported = entries.flatMap((entry) => metafile.inputs[entry]?.imports ?? []).map(({ path }) => path);
  return [...new Set(imported.filter((path) => !path.endsWith('/contract.ts')))];
}

/** `exercise:<id>` is a module with all that the worker needs of it. */
function exerciseModules(facts: ReadonlyMap<string, BrowserFacts>): Plugin {
  return {
    name: 'exercise-modules',
    setup(plugin) {
      plugin.onResolve({ filter: /^exercise:/ }, ({ path }) => ({ path, namespace: 'exercise' }));
      plugin.onLoad({ filter: /^exercise:/, namespace: 'exercise' }, ({ path }) => {
        const id = path.slice('exercise:'.length);
        const lines = [
          `export { default as definition } from './exercises/${id}/exercise';`,
          `export { default as samples } from './exercises/${id}/samples';`,
          `export const facts = ${JSON.stringify(facts.get(id))};`,
        ];
        return { contents: lines.join('\n'), resolveDir: ROOT, loader: 'ts' };
      });
    },
  };
}

/** @param facts of every exercise, by id. @param references of referenceFiles(). @returns the folder's hash and the worker's path under the site. */
export async function buildBrowserGrader(
  facts: ReadonlyMap<string, BrowserFacts>,
  references: readonly string[],
): Promise<{ readonly hash: string; readonly url: string }> {
  const loaders = [...facts.keys()].map((id) => `${JSON.stringify(id)}: () => import('exercise:${id}'),`);
  const contents = [
    `import { serveBrowserGrader } from './grader/browser/serve';`,
    `serveBrowserGrader(${JSON.stringify(await graderVersion())}, {`,
    ...loaders,
    '});',
  ].join('\n');
  const { metafile, outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT, loader: 'ts', sourcefile: 'browser-grader.ts' },
    plugins: [exerciseModules(facts)],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    metafile: true,
    write: false,
    absWorkingDir: ROOT,
    outdir: 'grader',
    entryNames: 'worker',
    chunkNames: '[name]-[hash]',
    logLevel: 'silent',
  });
  refuse(secretProblems(Object.keys(metafile.inputs), references));
  const content = createHash('sha256');
  for (const file of outputFiles) content.update(file.contents);
  const hash = content.digest('hex').slice(0, 16);
  const target = join(ROOT, BROWSER_GRADER_FOLDER, hash);
  mkdirSync(target, { recursive: true });
  for (const file of outputFiles) writeFileSync(join(target, basename(file.path)), file.contents);
  return { hash, url: `/grader/${hash}/worker.js` };
}
