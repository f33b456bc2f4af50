/** SES and the boundary as the one script that makes a realm ready. Its value is the `Boundary`. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { ROOT } from '../library/exercise-library';

export function buildRealmText(): string {
  const entry = bundle('realm-entry.ts', 'boundary');
  return `${sesText()}(function(){"use strict";${entry};return boundary.default;})()`;
}

/** SES and what comes before it, as statements of a script. */
export function sesText(): string {
  const require = createRequire(join(ROOT, 'package.json'));
  const ses = readFileSync(require.resolve('ses'), 'utf8');
  return `(function(){"use strict";${bundle('before-lockdown.ts', 'none')}})();(function(){${ses}\n})();`;
}

function bundle(file: string, globalName: string): string {
  const bundled = buildSync({
    entryPoints: [join(ROOT, 'grader/confine', file)],
    bundle: true,
    write: false,
    format: 'iife',
    globalName,
    target: 'es2022',
    legalComments: 'none',
  });
  const [output] = bundled.outputFiles;
  if (output === undefined) throw new Error(`esbuild gave no text for ${file}`);
  return output.text;
}
