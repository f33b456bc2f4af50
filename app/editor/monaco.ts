/**
 * Loads Monaco from public/monaco (scripts/build-monaco.ts), once for a page, with our two themes. TypeScript's
 * libraries are those that a submission may use: the language, no DOM and no Node.
 */
import type * as Editor from 'monaco-editor';
import type * as TypeScript from 'monaco-editor/languages/features/typescript/register.js';

export type Monaco = typeof Editor & { readonly typescript: typeof TypeScript };
export type { Editor };

export const EDITOR_FOLDER = `/monaco/${process.env.EDITOR_VERSION}`;

let loading: Promise<Monaco> | undefined;

/** @throws when the editor's files cannot be loaded; the next call tries again. */
export function loadMonaco(): Promise<Monaco> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Monaco> {
  Object.assign(globalThis, {
    MonacoEnvironment: {
      getWorker: (_id: string, label: string) =>
        new Worker(`${EDITOR_FOLDER}/${label === 'typescript' ? 'ts' : 'editor'}.worker.js`),
    },
  });
  await loadStyles(`${EDITOR_FOLDER}/editor.css`);
  const address = `${EDITOR_FOLDER}/editor.js`;
  const [monaco] = await Promise.all([
    import(/* webpackIgnore: true */ /* turbopackIgnore: true */ address) as Promise<Monaco>,
    // Monaco measures its font once. Where it cannot be had the system's is as wide.
    document.fonts.load(`${EDITOR_OPTIONS.fontSize}px ${codeFontFamily()}`).catch(() => []),
  ]);
  defineThemes(monaco);
  const { typescriptDefaults, ScriptTarget, ModuleKind, ModuleResolutionKind } = monaco.typescript;
  typescriptDefaults.setCompilerOptions({
    target: ScriptTarget.ESNext,
    module: ModuleKind.ESNext,
    moduleResolution: ModuleResolutionKind.NodeJs,
    lib: ['es2022'],
    strict: true,
    noEmit: true,
    allowNonTsExtensions: true,
  });
  typescriptDefaults.setEagerModelSync(true);
  return monaco;
}

/** What code is written in on this page. */
export function codeFontFamily(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--font-mono');
}

function loadStyles(href: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    link.onload = () => resolve();
    link.onerror = () => reject(new Error(`${href} cannot be loaded`));
    document.head.append(link);
  });
}

/** Not faded: faded text is hard to read. */
const UNUSED_CODE = { 'editorUnnecessaryCode.opacity': '#000000ff' };

function themeColors(of: { ground: string; muted: string }) {
  return {
    ...UNUSED_CODE,
    'editor.background': of.ground,
    'editorLineNumber.foreground': of.muted,
    // Of the empty line at the end.
    'editorLineNumber.dimmedForeground': of.muted,
  };
}

function defineThemes({ editor }: Monaco): void {
  editor.defineTheme('runqueue-light', {
    base: 'vs',
    inherit: true,
    rules: [
      { token: 'comment', foreground: '5a6270' },
      { token: 'keyword', foreground: '1d4fb8' },
      { token: 'string', foreground: '9b3370' },
      { token: 'number', foreground: '17703f' },
      { token: 'type.identifier', foreground: '1c1d1f' },
    ],
    colors: themeColors({ ground: '#ffffff', muted: '#6b6e74' }),
  });
  editor.defineTheme('runqueue-dark', {
    base: 'vs-dark',
    inherit: true,
    rules: [
      { token: 'comment', foreground: '9aa2ae' },
      { token: 'keyword', foreground: '8fb2ff' },
      { token: 'string', foreground: 'dc82b3' },
      { token: 'number', foreground: '62cf97' },
      { token: 'type.identifier', foreground: 'e8e9eb' },
    ],
    colors: themeColors({ ground: '#1b1e23', muted: '#8d95a3' }),
  });
}

const darkPreferred = () => window.matchMedia('(prefers-color-scheme: dark)');

/** Keeps Monaco's theme that of the page. @returns how to stop. */
export function followTheme({ editor }: Monaco): () => void {
  const html = document.documentElement;
  const apply = () => {
    const dark = html.dataset.theme === undefined ? darkPreferred().matches : html.dataset.theme === 'dark';
    editor.setTheme(dark ? 'runqueue-dark' : 'runqueue-light');
  };
  apply();
  const observer = new MutationObserver(apply);
  observer.observe(html, { attributeFilter: ['data-theme'] });
  const preference = darkPreferred();
  preference.addEventListener('change', apply);
  return () => {
    observer.disconnect();
    preference.removeEventListener('change', apply);
  };
}

/** What all our editors share. */
export const EDITOR_OPTIONS = {
  automaticLayout: true,
  minimap: { enabled: false },
  fontSize: 13,
  lineHeight: 20,
  tabSize: 2,
  scrollBeyondLastLine: false,
  fixedOverflowWidgets: true,
  padding: { top: 8, bottom: 8 },
  renderLineHighlight: 'gutter',
  stickyScroll: { enabled: false },
  unicodeHighlight: { ambiguousCharacters: false },
} satisfies Editor.editor.IEditorOptions & Editor.editor.IGlobalEditorOptions;
