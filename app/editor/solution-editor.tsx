'use client';
/**
 * The editor of a solution: Monaco with the contract's files beside the student's, to be read in tabs of their own, so
 * that `import ... from './contract'` completes and leads there; with what the grader's compiler does not accept as
 * markers. Where Monaco cannot be loaded it is a plain text field: no text is ever out of reach.
 */
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { SourceFile } from '../../exercises/catalogue';
import type { Profile } from '../../grader/browser/browser-grader';
import type { Diagnostic } from '../../grader/verdict';
import { stored } from '../browser-storage';
import * as words from '../dictionary';
import { later } from '../later';
import type { Owner } from '../owner';
import type { EditorSettings } from './editor-settings';
import { codeFontFamily, EDITOR_OPTIONS, type Editor, followTheme, loadMonaco, type Monaco } from './monaco';
import { PlainEditor } from './plain-editor';
import { useEditorSettings } from './use-editor-settings';
import { VimLine } from './vim-line';

export interface EditorHandle {
  /** Replaces the text in one step that Ctrl+Z takes back. */
  replace(text: string): void;
  /** From 1. */
  reveal(line: number, column: number): void;
}

export interface EditorCommands {
  run(): void;
  submit(): void;
  nextFailure(direction: 1 | -1): void;
  /** Lets the replay fill the window, or ends it. */
  fill(): void;
}

/** With what places its popover. */
const EditorSettingsButton = later(
  async () => (await import('./editor-settings-button')).EditorSettingsButton,
  { instead: () => null },
);

const MARKER_OWNER = 'grader';
/** What the key Tab does in the editor is kept in the browser. */
const TAB_KEY = 'runqueue:editor-tab';

/** Of a line, in sizes of its font. */
const LINE_HEIGHT = 1.54;

/** Steps of the margin of heat (globals.css). */
const HEAT_STEPS = 4;

function heatOf({ lines, totalUnits }: Profile): Editor.editor.IModelDeltaDecoration[] {
  const most = Math.max(1, ...lines.map(({ units }) => units));
  return lines.map(({ line, units }) => ({
    range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
    options: {
      linesDecorationsClassName: `heat heat-${Math.ceil((HEAT_STEPS * units) / most)}`,
      linesDecorationsTooltip: words.spent.onLine(units, units / Math.max(1, totalUnits)),
    },
  }));
}

interface Opened {
  readonly monaco: Monaco;
  readonly editor: Editor.editor.IStandaloneCodeEditor;
  /** Of the solution. */
  readonly model: Editor.editor.ITextModel;
  /** Of all files. */
  readonly models: readonly Editor.editor.ITextModel[];
  /** Shows a file; of those that may only be read, too. @returns whether there is such a file. */
  show(path: string): boolean;
}

export function SolutionEditor(props: {
  /** From the project's root: decides what `./contract` means. */
  path: string;
  /** Taken when the editor opens; from then on the editor has it. */
  text: string;
  contract: readonly SourceFile[];
  diagnostics: readonly Diagnostic[];
  /** Where the units of this very text went; undefined for another text. */
  profile?: Profile;
  owner: Owner;
  /** What the account has; null where it has none. */
  settings: EditorSettings | null;
  commands: RefObject<EditorCommands>;
  handle: RefObject<EditorHandle | null>;
  onChange(text: string): void;
}) {
  const { path, text, contract, diagnostics, profile, owner, commands, handle, onChange } = props;
  const settings = useEditorSettings(owner, props.settings);
  const container = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [loaded, setLoaded] = useState<Opened>();
  const [shown, setShown] = useState(path);
  /** Tabs: the solution, its contract, and what was led to. */
  const [tabs, setTabs] = useState(() => [path, ...contract.slice(0, 1).map((file) => file.path)]);
  /** It may be replaced while Monaco is on its way. */
  const newest = useRef(text);
  newest.current = text;
  const live = useRef<Opened>(null);
  const changed = useRef(onChange);
  changed.current = onChange;

  // biome-ignore lint/correctness/useExhaustiveDependencies: one editor for one exercise; texts reach it by `handle`
  useEffect(() => {
    let left = false;
    const undo: (() => void)[] = [];
    loadMonaco()
      .then((monaco) => {
        if (left || container.current === null) return;
        const opened = open(monaco, container.current, {
          ...{ path, text: newest.current, contract, undo },
          onShow(file) {
            setShown(file);
            setTabs((so) => (so.includes(file) ? so : [...so, file]));
          },
        });
        live.current = opened;
        undo.push(() => {
          live.current = null;
        });
        opened.model.onDidChangeContent(() => changed.current(opened.model.getValue()));
        bindKeys(monaco, opened.editor, commands, toggleTab);
        setLoaded(opened);
        setState('ready');
      })
      .catch((error: unknown) => {
        console.error('The editor could not be loaded:', error);
        if (!left) setState('failed');
      });
    return () => {
      left = true;
      for (const step of undo.reverse()) step();
    };
  }, [path]);

  const [tabLeaves, setTabLeaves] = useState(false);
  useEffect(() => setTabLeaves(stored(() => window.localStorage.getItem(TAB_KEY)) === 'leaves'), []);
  const toggleTab = useRef(() => {});
  toggleTab.current = () => {
    stored(() => window.localStorage.setItem(TAB_KEY, tabLeaves ? 'indents' : 'leaves'));
    setTabLeaves(!tabLeaves);
  };
  useEffect(() => {
    loaded?.editor.updateOptions({ tabFocusMode: tabLeaves });
  }, [loaded, tabLeaves]);

  const { fontPixels, tabColumns, hasMinimap, keyBindings } = settings.settings;
  useEffect(() => {
    if (loaded === undefined) return;
    loaded.editor.updateOptions({
      fontSize: fontPixels,
      lineHeight: Math.round(fontPixels * LINE_HEIGHT),
      minimap: { enabled: hasMinimap },
    });
    for (const model of loaded.models) model.updateOptions({ tabSize: tabColumns, indentSize: tabColumns });
  }, [loaded, fontPixels, tabColumns, hasMinimap]);

  useEffect(() => {
    if (loaded === undefined || profile === undefined) return;
    const { model } = loaded;
    const drawn = model.deltaDecorations([], heatOf(profile));
    return () => {
      if (!model.isDisposed()) model.deltaDecorations(drawn, []);
    };
  }, [loaded, profile]);

  useEffect(() => {
    if (loaded === undefined) return;
    const { model } = loaded;
    loaded.monaco.editor.setModelMarkers(
      model,
      MARKER_OWNER,
      diagnostics.map((found) => ({
        severity: loaded.monaco.MarkerSeverity.Error,
        source: 'Runqueue',
        message: found.message,
        startLineNumber: found.line,
        startColumn: found.column,
        endLineNumber: found.endLine ?? found.line,
        endColumn:
          found.endColumn ??
          model.getWordAtPosition({ lineNumber: found.line, column: found.column })?.endColumn ??
          found.column + 1,
      })),
    );
  }, [loaded, diagnostics]);

  useImperativeHandle(handle, () => ({
    replace(text) {
      if (live.current === null) {
        changed.current(text);
        return;
      }
      const { editor, model, show } = live.current;
      show(path);
      editor.pushUndoStop();
      editor.executeEdits('runqueue', [{ range: model.getFullModelRange(), text }]);
      editor.pushUndoStop();
    },
    reveal(line, column) {
      loaded?.show(path);
      loaded?.editor.setPosition({ lineNumber: line, column });
      loaded?.editor.revealLineInCenterIfOutsideViewport(line);
      loaded?.editor.focus();
    },
  }));

  return (
    <div className="flex min-h-0 flex-1 flex-col" data-editor={state}>
      {loaded !== undefined && (
        <div className="flex border-b border-border text-sm">
          <FileTabs paths={tabs} shown={shown} own={path} onShow={(file) => loaded.show(file)} />
          <span className="ml-auto" />
          <EditorSettingsButton used={settings} />
          <button
            type="button"
            className="px-3 py-1 text-xs whitespace-nowrap text-text-muted"
            aria-label={words.editor.tabLeaves}
            aria-pressed={tabLeaves}
            title={words.editor.tabHint}
            onClick={() => toggleTab.current()}
          >
            {tabLeaves ? words.editor.tabLeaves : words.editor.tabIndents}{' '}
            <kbd className="key max-sm:hidden">Ctrl M</kbd>
          </button>
        </div>
      )}
      <div className="relative min-h-0 flex-1">
        {state === 'failed' ? (
          <PlainEditor text={text} onChange={onChange} />
        ) : (
          <>
            {state === 'loading' && (
              <p role="status" className="absolute inset-0 z-10 p-4 text-sm text-text-muted">
                {words.workbench.editorLoading}
              </p>
            )}
            <div ref={container} className="absolute inset-0" />
          </>
        )}
      </div>
      {loaded !== undefined && keyBindings === 'vim' && (
        <VimLine monaco={loaded.monaco} editor={loaded.editor} />
      )}
    </div>
  );
}

function FileTabs(props: {
  paths: readonly string[];
  shown: string;
  own: string;
  onShow(path: string): void;
}) {
  return (
    <nav aria-label={words.editor.files} className="flex min-w-0 overflow-x-auto">
      {props.paths.map((path) => (
        <button
          key={path}
          type="button"
          title={path === props.own ? path : `${path} ${words.editor.readOnly}`}
          aria-current={path === props.shown}
          className="px-3 py-1 whitespace-nowrap text-text-muted aria-[current=true]:text-text aria-[current=true]:shadow-[inset_0_-2px_0_var(--accent)]"
          onClick={() => props.onShow(path)}
        >
          <span className="font-mono">{path.slice(path.lastIndexOf('/') + 1)}</span>
          {path !== props.own && <Locked />}
        </button>
      ))}
    </nav>
  );
}

/** A padlock: as narrow as a letter. */
function Locked() {
  return (
    <>
      <svg
        viewBox="0 0 12 12"
        className="ml-1.5 inline-block size-3 align-[-0.1em]"
        fill="none"
        stroke="currentColor"
        aria-hidden="true"
      >
        <path d="M3.5 5.5v-2a2.5 2.5 0 0 1 5 0v2" />
        <rect x="2" y="5.5" width="8" height="5.5" rx="1" fill="currentColor" />
      </svg>
      <span className="sr-only"> {words.editor.readOnly}</span>
    </>
  );
}

function open(
  monaco: Monaco,
  element: HTMLElement,
  given: {
    path: string;
    text: string;
    contract: readonly SourceFile[];
    undo: (() => void)[];
    onShow(path: string): void;
  },
): Opened {
  const { undo } = given;
  const addressOf = (path: string) => monaco.Uri.parse(`file:///${path}`);
  const modelOf = ({ path, text }: SourceFile) => {
    monaco.editor.getModel(addressOf(path))?.dispose();
    const made = monaco.editor.createModel(text, 'typescript', addressOf(path));
    undo.push(() => made.dispose());
    return made;
  };
  const models = new Map(given.contract.map((file) => [file.path, modelOf(file)]));
  const model = modelOf(given);
  models.set(given.path, model);
  undo.push(followTheme(monaco));
  const editor = monaco.editor.create(element, {
    ...EDITOR_OPTIONS,
    fontFamily: codeFontFamily(),
    model,
    ariaLabel: words.workbench.editor,
    quickSuggestions: { other: true, comments: false, strings: true },
  });
  undo.push(() => editor.dispose());
  const views = new Map<string, Editor.editor.ICodeEditorViewState | null>();
  let at = given.path;
  const show = (path: string) => {
    const next = models.get(path);
    if (next === undefined) return false;
    if (path !== at) {
      views.set(at, editor.saveViewState());
      editor.setModel(next);
      editor.restoreViewState(views.get(path) ?? null);
      const readOnly = path !== given.path;
      editor.updateOptions({ readOnly, ariaLabel: readOnly ? path : words.workbench.editor });
      at = path;
      given.onShow(path);
    }
    return true;
  };
  // Go to definition: Monaco itself opens no other file.
  const opener = monaco.editor.registerEditorOpener({
    openCodeEditor(_source, { path }, place) {
      if (!show(path.slice(1))) return false;
      if (place !== undefined && 'startLineNumber' in place) editor.setSelection(place);
      else if (place !== undefined) editor.setPosition(place);
      editor.revealLineInCenter(editor.getPosition()?.lineNumber ?? 1);
      editor.focus();
      return true;
    },
  });
  undo.push(() => opener.dispose());
  return { monaco, editor, model, models: [...models.values()], show };
}

function bindKeys(
  { KeyMod, KeyCode }: Monaco,
  editor: Editor.editor.IStandaloneCodeEditor,
  commands: RefObject<EditorCommands>,
  toggleTab: RefObject<() => void>,
): void {
  const bind = (id: string, label: string, keybinding: number, run: () => void) =>
    editor.addAction({ id: `runqueue.${id}`, label, keybindings: [keybinding], run });
  bind('run', words.workbench.run, KeyMod.CtrlCmd | KeyCode.Enter, () => commands.current.run());
  bind('submit', words.workbench.submit, KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.Enter, () =>
    commands.current.submit(),
  );
  bind('next-failure', words.workbench.nextFailure, KeyCode.F8, () => commands.current.nextFailure(1));
  bind('previous-failure', words.editor.previousFailure, KeyMod.Shift | KeyCode.F8, () =>
    commands.current.nextFailure(-1),
  );
  // Instead of Monaco's own, which forgets.
  bind('tab', words.editor.tabLeaves, KeyMod.CtrlCmd | KeyCode.KeyM, () => toggleTab.current());
  bind('fill', words.editor.fill, KeyCode.F9, () => commands.current.fill());
}
