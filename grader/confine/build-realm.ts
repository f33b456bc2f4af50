/** SES and the boundary as the one script that makes a realm ready. Its value is the `Boundary`. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

export function buildRealmText(): string {
  const require = createRequire(import.meta.url);
  const ses = readFileSync(require.resolve('ses'), 'utf8');
  const bundled = buildSync({
    entryPoints: [fileURLToPath(new URL('./realm-entry.ts', import.meta.url))],
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
