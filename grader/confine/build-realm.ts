/** SES and the boundary as the one script that makes a realm ready. Its value is the `Boundary`. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { ROOT } from '../library/exercise-library';

export function buildRealmText(): string {
  const require = createRequire(join(ROOT, 'package.json'));
  const ses = readFileSync(require.resolve('ses'), 'utf8');
  const bundled = buildSync({
    entryPoints: [join(ROOT, 'grader/confine/realm-entry.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'boundary',
    target: 'es2022',
    legalComments: 'none',
  });
  const [file] = bundled.outputFiles;
  if (file === undefined) throw new Error('esbuild gave no text for the confined realm');
  return `(function(){${ses}\n})();(function(){"use strict";${file.text};return boundary.default;})()`;
}
