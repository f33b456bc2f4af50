/**
 * Bundles the editor once for each version of it, into public/monaco/<version>/ (editor-version.mjs): the site serves
 * it itself (no CDN), and neither a page's build nor its bundle has to carry it.
 *
 *      editor.js, editor.css, chunks    Monaco with TypeScript only, as a module with the usual exports
 *      vim.js                           the keys of vim, for this same Monaco
 *      editor.worker.js, ts.worker.js   its workers
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { editorVersion } from './editor-version.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const EDITOR = `
export * from 'monaco-editor/editor/editor.api.js';
import 'monaco-editor/features/register.all.js';
import 'monaco-editor/languages/definitions/typescript/register.js';
export * as typescript from 'monaco-editor/languages/features/typescript/register.js';
`;

/** The build of monaco-vim that imports its Monaco; what a browser gets by default has one in it. */
const VIM = `export { StatusBar, VimMode } from ${JSON.stringify(join(root, 'node_modules/monaco-vim/dist/index.mjs'))};`;

/** monaco-vim names files of Monaco as they were called once. Of the second it wants what app/editor/vim.ts does itself. */
const entries: Plugin = {
  name: 'entries',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /^(editor|vim)\.entry$/ }, ({ path }) => ({ path, namespace: 'entry' }));
    onLoad({ filter: /./, namespace: 'entry' }, ({ path }) => ({
      contents: path === 'vim.entry' ? VIM : EDITOR,
      resolveDir: root,
    }));
    onResolve({ filter: /^monaco-editor\/esm\/vs\/editor\/editor\.api$/ }, ({ kind, resolveDir }) =>
      resolve('monaco-editor/editor/editor.api.js', { kind, resolveDir }),
    );
    onResolve({ filter: /commands\/shiftCommand$/ }, () => ({ path: 'shift-command', namespace: 'absent' }));
    onLoad({ filter: /./, namespace: 'absent' }, () => ({
      contents: 'export const ShiftCommand = undefined;',
    }));
  },
};

async function buildMonaco(): Promise<void> {
  const folder = join(root, 'public/monaco');
  const outdir = join(folder, editorVersion);
  const complete = join(outdir, 'complete');
  if (existsSync(complete)) return;
  const common = { bundle: true, minify: true, target: 'es2022', absWorkingDir: root, outdir } as const;
  await build({
    ...common,
    entryPoints: { editor: 'editor.entry', vim: 'vim.entry' },
    plugins: [entries],
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
    if (other !== editorVersion) rmSync(join(folder, other), { recursive: true });
  writeFileSync(complete, '');
}

await buildMonaco();
