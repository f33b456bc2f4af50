/** Bundles what runs confined: the child with the realm that it runs submissions in, and the compiler. */
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { replaceFile } from '../build/replace-file';
import { ROOT } from '../library/exercise-library';
import { buildRealmText } from './build-realm';
import { codeCacheOf } from './second-realm';

/**
 * @param simulationsPath module that exports `simulations`: exercise id to its simulate function.
 * @param outputPath where child.mjs goes; realm.js and realm.cache go into the same folder.
 */
export async function buildChild(simulationsPath: string, outputPath: string): Promise<void> {
  const child = await bundle(`import { simulations } from ${JSON.stringify(simulationsPath)};
import { serveOneJob } from './grader/confine/child';
serveOneJob(simulations, import.meta.dirname);`);
  const realmText = buildRealmText();
  const folder = dirname(outputPath);
  replaceFile(join(folder, 'realm.js'), realmText);
  replaceFile(join(folder, 'realm.cache'), codeCacheOf(realmText));
  replaceFile(outputPath, child);
}

/** @param outputPath where compiler.mjs goes. */
export async function buildCompiler(outputPath: string): Promise<void> {
  const entry = "import { serveCompiler } from './grader/confine/compiler';\nserveCompiler();";
  replaceFile(outputPath, await bundle(entry));
}

async function bundle(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: ROOT, loader: 'ts', sourcefile: 'entry.ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild gave no text for a confined process');
  return file.contents;
}
