/** Bundles what runs confined: the child with the realm that it runs submissions in, simulations, the compiler, and what reads archives of other systems. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, transformSync } from 'esbuild';
import { replaceFile } from '../build/replace-file';
import { ROOT } from '../library/exercise-library';
import { buildRealmText } from './build-realm';
import { type ChildJob, joinSimulation, splitParts } from './child-protocol';
import { V8_FLAGS } from './outer-layers';

/** A child reads all of it before it is ready. ASCII alone, so that a byte is a character. */
const SHORT = { minifyWhitespace: true, legalComments: 'none', charset: 'ascii' } as const;
const MAX_CACHE_BYTES = 16 * 1024 * 1024;

/** @param outputPath where child.cjs goes; realm.js and realm.cache go into the same folder. */
export async function buildChild(outputPath: string): Promise<void> {
  const child = await bundle(
    "import { serveOneJob } from './grader/confine/child';\nserveOneJob(__dirname);",
  );
  const realm = realmBeside(outputPath);
  replaceFile(realm, transformSync(buildRealmText(), SHORT).code);
  replaceFile(join(dirname(outputPath), 'realm.cache'), splitParts(await codeCache([realm]))[0]);
  replaceFile(outputPath, child);
}

/**
 * @param module exports `simulate`. @param outputPath where it goes, as a child is sent it. @param childPath as
 *   buildChild() made it. @param sample a job for which the simulation works as it usually does.
 */
export async function buildSimulation(
  module: string,
  outputPath: string,
  childPath: string,
  sample: ChildJob,
): Promise<void> {
  const entry = `import { simulate } from ${JSON.stringify(module)};
import { simulationOf } from './grader/confine/run-job';
export default simulationOf(simulate);`;
  const script = await bundle(entry, { format: 'iife', globalName: 'simulation' });
  const text = Buffer.concat([
    Buffer.from('(function(){"use strict";'),
    script,
    Buffer.from('return simulation.default})()'),
  ]);
  const textPath = `${outputPath}.${process.pid}.js`;
  replaceFile(textPath, text);
  try {
    const [cache, ...logs] = splitParts(
      await codeCache([realmBeside(childPath), textPath], JSON.stringify(sample)),
    );
    const { shape, events, cases } = sample;
    replaceFile(
      outputPath,
      joinSimulation({ text, cache, recorded: { job: { shape, events, cases }, logs } }),
    );
  } finally {
    rmSync(textPath);
  }
}

const realmBeside = (childPath: string) => join(dirname(childPath), 'realm.js');

/** @returns the parts that make-code-cache.mjs writes. */
function codeCache(paths: readonly string[], input = ''): Promise<Buffer> {
  const maker = join(ROOT, 'grader/confine/make-code-cache.mjs');
  const options = { encoding: 'buffer', maxBuffer: MAX_CACHE_BYTES } as const;
  return new Promise((resolve, reject) => {
    const making = execFile(
      process.execPath,
      [...V8_FLAGS, maker, ...paths],
      options,
      (error, cache, errors) => {
        if (error === null) resolve(cache);
        else
          reject(new Error(`No code cache for ${paths.join(', ')}: ${errors.toString()}`, { cause: error }));
      },
    );
    // Who does not read to the end has ended with an error, which is told above.
    making.stdin?.on('error', () => undefined).end(input);
  });
}

/** @param outputPath where package.cjs goes, beside realm.js. */
export async function buildPackageChild(outputPath: string): Promise<void> {
  const entry =
    "import { servePackageOrders } from './grader/packages/package-child';\nservePackageOrders(__dirname);";
  // Strict, so that what is called from here cannot look at its callers.
  replaceFile(outputPath, await bundle(entry, { banner: { js: '"use strict";' } }));
}

/** @param outputPath where compiler.cjs goes. */
export async function buildCompiler(outputPath: string): Promise<void> {
  const entry = "import { serveCompiler } from './grader/confine/compiler';\nserveCompiler();";
  replaceFile(outputPath, await bundle(entry));
}

/** @param outputPath where exchange.cjs goes. */
export async function buildExchangeChild(outputPath: string): Promise<void> {
  const entry =
    "import { serveExchange } from './grader/packages/exchange/exchange-child';\nserveExchange();";
  replaceFile(outputPath, await bundle(entry));
}

async function bundle(entry: string, changes: BuildOptions = {}): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: ROOT, loader: 'ts', sourcefile: 'entry.ts' },
    bundle: true,
    write: false,
    format: 'cjs', // a module would load later: Node starts its loader of modules first
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    ...SHORT,
    ...changes,
  });
  const [file] = outputFiles ?? [];
  if (file === undefined) throw new Error('esbuild gave no text for a confined process');
  return file.contents;
}
