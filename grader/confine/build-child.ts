/** Bundles what runs confined: the child with the realm that it runs submissions in, and the compiler. */
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { build, transformSync } from 'esbuild';
import { replaceFile } from '../build/replace-file';
import { ROOT } from '../library/exercise-library';
import { buildRealmText } from './build-realm';
import { V8_FLAGS } from './outer-layers';

/** A child reads all of it before it is ready. ASCII alone, so that a byte is a character. */
const SHORT = { minifyWhitespace: true, legalComments: 'none', charset: 'ascii' } as const;
const MAX_CACHE_BYTES = 16 * 1024 * 1024;

/**
 * @param simulationsPath module that exports `simulations`: exercise id to its simulate function.
 * @param outputPath where child.cjs goes; realm.js and realm.cache go into the same folder.
 */
export async function buildChild(simulationsPath: string, outputPath: string): Promise<void> {
  const child = await bundle(`import { simulations } from ${JSON.stringify(simulationsPath)};
import { serveOneJob } from './grader/confine/child';
serveOneJob(simulations, __dirname);`);
  const realm = join(dirname(outputPath), 'realm.js');
  replaceFile(realm, transformSync(buildRealmText(), SHORT).code);
  const cacheMaker = join(ROOT, 'grader/confine/make-code-cache.mjs');
  const cache = execFileSync(process.execPath, [...V8_FLAGS, cacheMaker, realm], {
    maxBuffer: MAX_CACHE_BYTES,
  });
  replaceFile(join(dirname(outputPath), 'realm.cache'), cache);
  replaceFile(outputPath, child);
}

/** @param outputPath where compiler.cjs goes. */
export async function buildCompiler(outputPath: string): Promise<void> {
  const entry = "import { serveCompiler } from './grader/confine/compiler';\nserveCompiler();";
  replaceFile(outputPath, await bundle(entry));
}

async function bundle(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: ROOT, loader: 'ts', sourcefile: 'entry.ts' },
    bundle: true,
    write: false,
    format: 'cjs', // a module would load later: Node starts its loader of modules first
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    ...SHORT,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild gave no text for a confined process');
  return file.contents;
}
