/** Bundles the confined child, and puts beside it the realm that it runs submissions in. */
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
  const { outputFiles } = await build({
    stdin: {
      contents: `import { simulations } from ${JSON.stringify(simulationsPath)};
import { serveOneJob } from './grader/confine/child';
serveOneJob(simulations, import.meta.dirname);`,
      resolveDir: ROOT,
      loader: 'ts',
      sourcefile: 'child-entry.ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  const [child] = outputFiles;
  if (child === undefined) throw new Error('esbuild gave no text for the confined child');
  const realmText = buildRealmText();
  const folder = dirname(outputPath);
  replaceFile(join(folder, 'realm.js'), realmText);
  replaceFile(join(folder, 'realm.cache'), codeCacheOf(realmText));
  replaceFile(outputPath, child.contents);
}
