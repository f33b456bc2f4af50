'use client';
/**
 * The editor of a package: Monaco with a model for each file, as if it lay in exercises/, and the simulator and the format
 * beside it, so that imports resolve, complete, and lead there. Where Monaco cannot be loaded it is a plain text field.
 */
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react';
import * as words from '../../dictionary';
import type { EditorSettings } from '../../editor/editor-settings';
import {
  codeFontFamily,
  EDITOR_OPTIONS,
  type Editor,
  followTheme,
  loadMonaco,
  type Monaco,
} from '../../editor/monaco';
import { PlainEditor } from '../../editor/plain-editor';
import { VimLine } from '../../editor/vim-line';
import { type LibraryTexts, loadAuthorLibrary, reachedIn, specifierFor } from '../author-library';
import type { PackageDraft } from '../package-draft';
import { authorWords } from '../words';

export interface PackageEditorHandle {
  /** From 1. */
  reveal(path: string, line: number): void;
}

type Model = Editor.editor.ITextModel;

/** Of a line, in sizes of its font. */
const LINE_HEIGHT = 1.54;
const TYPES_DELAY_MS = 500;
const TELLING_DELAY_MS = 400;

export function PackageEditor(props: {
  /** From the project's root, with a slash. */
  folder: string;
  draft: PackageDraft;
  /** Counts its changes. */
  turn: number;
  shown: string | undefined;
  mayWrite: boolean;
  settings: EditorSettings;
  typesVersion: string | null;
  handle: RefObject<PackageEditorHandle | null>;
  /** Where to begin. */
  at: { readonly file: string; readonly line: number } | null;
  onShow(path: string): void;
  onLine(line: number): void;
  onProblems(byPath: Readonly<Record<string, number>>): void;
}) {
  const { folder, draft, turn, shown, mayWrite, settings, typesVersion, handle } = props;
  const container = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [opened, setOpened] = useState<OpenedPackage>();
  const [library, setLibrary] = useState<LibraryTexts>();
  const [typesFailed, setTypesFailed] = useState(false);
  /** A file of the library to which one was led. */
  const [beside, setBeside] = useState<string>();
  const live = useRef(props);
  live.current = props;

  useEffect(() => {
    let left = false;
    let made: OpenedPackage | undefined;
    loadMonaco()
      .then((monaco) => {
        if (left || container.current === null) return;
        made = new OpenedPackage(monaco, container.current, folder, {
          typed: (path, text) => live.current.draft.change(path, text),
          led(path) {
            if (path.startsWith(folder)) {
              setBeside(undefined);
              live.current.onShow(path.slice(folder.length));
            } else setBeside(path);
          },
          at: (line) => live.current.onLine(line),
          problems: (byPath) => live.current.onProblems(byPath),
        });
        const { at, draft: files, mayWrite: writes } = live.current;
        made.take(files);
        if (at !== null && files.textOf(at.file) !== undefined) {
          made.show(`${folder}${at.file}`, writes);
          made.reveal(at.line);
        }
        setOpened(made);
        setState('ready');
      })
      .catch((error: unknown) => {
        console.error('The editor could not be loaded:', error);
        if (!left) setState('failed');
      });
    return () => {
      left = true;
      made?.dispose();
      setOpened(undefined);
    };
  }, [folder]);

  useEffect(() => {
    if (typesVersion === null) return setTypesFailed(true);
    loadAuthorLibrary(typesVersion).then(setLibrary, (error: unknown) => {
      console.error('The types could not be loaded:', error);
      setTypesFailed(true);
    });
  }, [typesVersion]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` tells that the draft changed
  useEffect(() => opened?.take(draft), [opened, draft, turn]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` tells that the draft changed
  useEffect(() => {
    if (opened === undefined || library === undefined) return;
    const timer = setTimeout(() => opened.reach(library), opened.isReached ? TYPES_DELAY_MS : 0);
    return () => clearTimeout(timer);
  }, [opened, library, turn]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a file that was just added has its model with the next turn
  useEffect(() => {
    opened?.show(
      beside ?? (shown === undefined ? undefined : `${folder}${shown}`),
      beside === undefined && mayWrite,
    );
  }, [opened, folder, shown, beside, mayWrite, turn]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file was chosen
  useEffect(() => setBeside(undefined), [shown]);

  const { fontPixels, tabColumns, hasMinimap, keyBindings } = settings;
  useEffect(() => {
    opened?.editor.updateOptions({
      fontSize: fontPixels,
      lineHeight: Math.round(fontPixels * LINE_HEIGHT),
      minimap: { enabled: hasMinimap },
      tabSize: tabColumns,
    });
  }, [opened, fontPixels, tabColumns, hasMinimap]);

  useImperativeHandle(handle, () => ({
    reveal(path, line) {
      setBeside(undefined);
      opened?.show(`${folder}${path}`, mayWrite);
      opened?.reveal(line);
    },
  }));

  if (state === 'failed')
    return (
      <PlainEditor
        text={shown === undefined ? undefined : (draft.textOf(shown) ?? '')}
        label={shown === undefined ? undefined : authorWords.editor(shown)}
        isReadOnly={!mayWrite}
        onChange={(text) => shown !== undefined && draft.change(shown, text)}
      />
    );
  return (
    <div
      className={`flex min-h-0 flex-1 flex-col ${shown === undefined ? 'invisible' : ''}`}
      data-editor={state}
    >
      {typesFailed && <p className="notice notice-warning m-2">{authorWords.typesFailed}</p>}
      {beside !== undefined && (
        <div className="flex items-center gap-2 border-b border-border px-3 py-1 text-sm">
          <span className="min-w-0 truncate font-mono">{beside}</span>
          <span className="text-xs text-text-muted">{words.editor.readOnly}</span>
          <button type="button" className="button button-quiet ml-auto" onClick={() => setBeside(undefined)}>
            {authorWords.back}
          </button>
        </div>
      )}
      <div className="relative min-h-0 flex-1">
        {state === 'loading' && (
          <p role="status" className="absolute inset-0 z-10 p-4 text-sm text-text-muted">
            {words.workbench.editorLoading}
          </p>
        )}
        <div ref={container} className="absolute inset-0" />
      </div>
      {opened !== undefined && keyBindings === 'vim' && (
        <VimLine monaco={opened.monaco} editor={opened.editor} />
      )}
    </div>
  );
}

interface Told {
  typed(path: string, text: string): void;
  /** To a file, from the project's root. */
  led(path: string): void;
  at(line: number): void;
  problems(byPath: Readonly<Record<string, number>>): void;
}

/** Models, types and editor of one package, until it is disposed of. */
class OpenedPackage {
  readonly editor: Editor.editor.IStandaloneCodeEditor;
  isReached = false;
  private readonly models = new Map<string, Model>();
  private readonly views = new Map<string, Editor.editor.ICodeEditorViewState | null>();
  private readonly undo: (() => void)[] = [];
  private shown: string | undefined;
  private reached = '';
  private library: LibraryTexts = new Map();
  /** While a text of somebody else comes in. */
  private isTaking = false;
  /** Since all files were looked at. */
  private wasTyped = false;
  private looks = 0;
  private telling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly monaco: Monaco,
    element: HTMLElement,
    private readonly folder: string,
    private readonly told: Told,
  ) {
    const { typescriptDefaults } = monaco.typescript;
    const before = typescriptDefaults.getCompilerOptions();
    typescriptDefaults.setCompilerOptions({
      ...before,
      lib: ['es2023', 'es2024.string'],
      noImplicitOverride: true,
      noFallthroughCasesInSwitch: true,
    });
    this.undo.push(
      () => typescriptDefaults.setCompilerOptions(before),
      () => typescriptDefaults.setExtraLibs([]),
      followTheme(monaco),
    );
    this.editor = monaco.editor.create(element, {
      ...EDITOR_OPTIONS,
      fontFamily: codeFontFamily(),
      model: null,
      ariaLabel: authorWords.editorLabel,
      quickSuggestions: { other: true, comments: false, strings: true },
    });
    this.undo.push(() => this.editor.dispose());
    this.editor.onDidChangeCursorPosition(({ position }) => told.at(position.lineNumber));
    const disposables = [
      monaco.editor.onDidChangeMarkers(() => this.tellProblemsSoon()),
      // Go to definition: Monaco itself opens no other file.
      monaco.editor.registerEditorOpener({
        openCodeEditor: (_source, { path }, place) => {
          const target = path.slice(1);
          if (!this.models.has(target) && !this.library.has(target)) return false;
          this.show(target, this.models.has(target) && !this.editor.getRawOptions().readOnly);
          told.led(target);
          if (place !== undefined && 'startLineNumber' in place) this.editor.setSelection(place);
          else if (place !== undefined) this.editor.setPosition(place);
          this.editor.revealLineInCenter(this.editor.getPosition()?.lineNumber ?? 1);
          this.editor.focus();
          return true;
        },
      }),
      monaco.languages.registerCompletionItemProvider('typescript', {
        triggerCharacters: ['/', "'"],
        provideCompletionItems: (model, position) => this.imports(model, position),
      }),
    ];
    this.undo.push(() => {
      for (const each of disposables) each.dispose();
    });
  }

  /** Lets the models be the files of the draft. */
  take(draft: PackageDraft): void {
    this.isTaking = true;
    const files = new Map(draft.files().map(({ path, text }) => [`${this.folder}${path}`, text]));
    for (const [path, model] of this.models)
      if (!files.has(path)) {
        if (this.shown === path) this.shown = undefined;
        model.dispose();
        this.models.delete(path);
        this.views.delete(path);
      }
    for (const [path, text] of files) {
      const model = this.models.get(path);
      if (model === undefined) this.models.set(path, this.newModel(path, text));
      else if (model.getValue() !== text) {
        model.pushStackElement();
        model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
        model.pushStackElement();
      }
    }
    this.isTaking = false;
  }

  /** Loads what the files reach of the library. */
  reach(library: LibraryTexts): void {
    this.library = library;
    this.isReached = true;
    const files = new Map([...this.models].map(([path, model]) => [path, model.getValue()]));
    const paths = reachedIn(library, files);
    if (paths.join() === this.reached) return;
    this.reached = paths.join();
    this.monaco.typescript.typescriptDefaults.setExtraLibs(
      paths.map((path) => ({ content: library.get(path) ?? '', filePath: `file:///${path}` })),
    );
  }

  /** @param path from the project's root; undefined: nothing. */
  show(path: string | undefined, mayWrite: boolean): void {
    this.editor.updateOptions({
      readOnly: !mayWrite,
      wordWrap: path?.endsWith('.md') ? 'on' : 'off',
      ariaLabel:
        path === undefined ? authorWords.editorLabel : authorWords.editor(path.replace(this.folder, '')),
    });
    if (path === this.shown) return;
    this.lookAgain();
    if (this.shown !== undefined) this.views.set(this.shown, this.editor.saveViewState());
    const model = path === undefined ? null : this.modelOf(path);
    this.editor.setModel(model);
    this.shown = model === null ? undefined : path;
    if (this.shown !== undefined) this.editor.restoreViewState(this.views.get(this.shown) ?? null);
    this.told.at(this.editor.getPosition()?.lineNumber ?? 1);
  }

  reveal(line: number): void {
    this.editor.setPosition({ lineNumber: line, column: 1 });
    this.editor.revealLineInCenterIfOutsideViewport(line);
    this.editor.focus();
  }

  dispose(): void {
    clearTimeout(this.telling);
    for (const step of this.undo.reverse()) step();
    for (const model of this.models.values()) model.dispose();
  }

  private newModel(path: string, text: string): Model {
    const { Uri, editor } = this.monaco;
    const uri = Uri.parse(`file:///${path}`);
    // One that Monaco made to lead there.
    editor.getModel(uri)?.dispose();
    const model = editor.createModel(text, path.endsWith('.ts') ? 'typescript' : 'plaintext', uri);
    model.onDidChangeContent(() => {
      this.wasTyped = true;
      if (!this.isTaking) this.told.typed(path.slice(this.folder.length), model.getValue());
    });
    return model;
  }

  private modelOf(path: string): Model | null {
    const own = this.models.get(path);
    if (own !== undefined) return own;
    const uri = this.monaco.Uri.parse(`file:///${path}`);
    const known = this.monaco.editor.getModel(uri);
    if (known !== null) return known;
    const text = this.library.get(path);
    if (text === undefined) return null;
    const made = this.monaco.editor.createModel(text, 'typescript', uri);
    this.undo.push(() => made.dispose());
    return made;
  }

  /** What was typed in one file may be an error in another, which Monaco does not look at by itself. */
  private lookAgain(): void {
    if (!this.wasTyped || !this.isReached) return;
    this.wasTyped = false;
    this.looks++;
    const { typescriptDefaults } = this.monaco.typescript;
    typescriptDefaults.addExtraLib(`export {}; // ${this.looks}`, 'file:///looks.ts');
  }

  /** A moment later: Monaco takes all back before it looks again. */
  private tellProblemsSoon(): void {
    clearTimeout(this.telling);
    if (this.isReached) this.telling = setTimeout(() => this.tellProblems(), TELLING_DELAY_MS);
  }

  private tellProblems(): void {
    const { editor, MarkerSeverity } = this.monaco;
    const counts: Record<string, number> = {};
    for (const [path, model] of this.models) {
      const markers = editor.getModelMarkers({ resource: model.uri });
      const errors = markers.filter(({ severity }) => severity === MarkerSeverity.Error).length;
      if (errors > 0) counts[path.slice(this.folder.length)] = errors;
    }
    this.told.problems(counts);
  }

  /** Behind `from '`: what there is to import. */
  private imports(model: Model, { lineNumber, column }: Editor.Position): Editor.languages.CompletionList {
    const before = model.getLineContent(lineNumber).slice(0, column - 1);
    const typed = /(?:from|import)\s+(['"])([^'"]*)$/.exec(before)?.[2];
    const path = model.uri.path.slice(1);
    if (typed === undefined || !this.models.has(path)) return { suggestions: [] };
    const range = {
      ...{ startLineNumber: lineNumber, endLineNumber: lineNumber },
      ...{ startColumn: column - typed.length, endColumn: column },
    };
    const own = [...this.models.keys()].filter((each) => each.endsWith('.ts') && each !== path);
    return {
      suggestions: [...own, ...this.library.keys()].map((target) => ({
        label: specifierFor(path, target),
        insertText: specifierFor(path, target),
        kind: this.monaco.languages.CompletionItemKind.File,
        range,
      })),
    };
  }
}
