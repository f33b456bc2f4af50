/**
 * Bundles the editor once for each version of it, into public/monaco/<version>/: the site serves it itself (no
 * CDN), and neither a page's build nor its bundle has to carry it.
 *
 *      editor.js, editor.css, chunks    Monaco with TypeScript only, as a module with the usual exports
 *      editor.worker.js, ts.worker.js   its workers
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const EDITOR = `
export * from 'monaco-editor/editor/editor.api.js';
import 'monaco-editor/features/register.all.js';
import 'monaco-editor/languages/definitions/typescript/register.js';
export * as typescript from 'monaco-editor/languages/features/typescript/register.js';
`;

async function buildMonaco(): Promise<void> {
  const manifest = readFileSync(join(root, 'node_modules/monaco-editor/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const folder = join(root, 'public/monaco');
  const outdir = join(folder, version);
  const complete = join(outdir, 'complete');
  if (existsSync(complete)) return;
  const common = { bundle: true, minify: true, target: 'es2022', absWorkingDir: root, outdir } as const;
  await build({
    ...common,
    stdin: { contents: EDITOR, resolveDir: root },
    entryNames: 'editor',
    format: 'esm',
    splitting: true,
    loader: { '.ttf': 'file' },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  await build({
    ...common,
    entryPoints: {
      'editor.worker': 'monaco-editor/editor/editor.worker.js',
      'ts.worker': 'monaco-editor/language/typescript/ts.worker.js',
    },
    format: 'iife',
    logLevel: 'warning',
  });
  mkdirSync(folder, { recursive: true });
  for (const other of readdirSync(folder))
    if (other !== version) rmSync(join(folder, other), { recursive: true });
  writeFileSync(complete, '');
}

await buildMonaco();
