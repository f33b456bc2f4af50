'use client';
/**
 * The editor of a solution: Monaco with the contract's files beside the student's, so that `import ... from
 * './contract'` completes, and with what the grader's compiler does not accept as markers. Where Monaco cannot be
 * loaded it is a plain text field: no text is ever out of reach.
 */
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { SourceFile } from '../../exercises/catalogue';
import type { Diagnostic } from '../../grader/verdict';
import { words } from '../dictionary';
import { EDITOR_OPTIONS, type Editor, followTheme, loadMonaco, type Monaco } from './monaco';

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
}

const MARKER_OWNER = 'grader';

export function SolutionEditor(props: {
  /** From the project's root: decides what `./contract` means. */
  path: string;
  initialText: string;
  contract: readonly SourceFile[];
  diagnostics: readonly Diagnostic[];
  commands: RefObject<EditorCommands>;
  handle: RefObject<EditorHandle | null>;
  onChange(text: string): void;
}) {
  const { path, initialText, contract, diagnostics, commands, handle, onChange } = props;
  const container = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [loaded, setLoaded] = useState<{ monaco: Monaco; editor: Editor.editor.IStandaloneCodeEditor }>();
  const [plainText, setPlainText] = useState(initialText);
  /** The text while Monaco is on its way: it may be replaced before there is an editor. */
  const textBefore = useRef(initialText);
  const live = useRef<Editor.editor.IStandaloneCodeEditor>(null);
  const changed = useRef(onChange);
  changed.current = onChange;

  // biome-ignore lint/correctness/useExhaustiveDependencies: one editor for one exercise; texts reach it by `handle`
  useEffect(() => {
    let left = false;
    const undo: (() => void)[] = [];
    loadMonaco()
      .then((monaco) => {
        if (left || container.current === null) return;
        const editor = open(monaco, container.current, { path, text: textBefore.current, contract, undo });
        live.current = editor;
        undo.push(() => {
          live.current = null;
        });
        editor.onDidChangeModelContent(() => changed.current(editor.getValue()));
        bindKeys(monaco, editor, commands);
        setLoaded({ monaco, editor });
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

  useEffect(() => {
    const model = loaded?.editor.getModel();
    if (loaded === undefined || model === null || model === undefined) return;
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
      const model = live.current?.getModel();
      if (live.current === null || !model) {
        textBefore.current = text;
        setPlainText(text);
        changed.current(text);
        return;
      }
      live.current.pushUndoStop();
      live.current.executeEdits('runqueue', [{ range: model.getFullModelRange(), text }]);
      live.current.pushUndoStop();
    },
    reveal(line, column) {
      loaded?.editor.setPosition({ lineNumber: line, column });
      loaded?.editor.revealLineInCenterIfOutsideViewport(line);
      loaded?.editor.focus();
    },
  }));

  return (
    <div className="relative h-full min-h-0" data-editor={state}>
      {state === 'failed' ? (
        <div className="flex h-full flex-col">
          <p className="notice notice-warning m-2">{words.workbench.editorFailed}</p>
          <textarea
            aria-label={words.workbench.editor}
            className="min-h-0 flex-1 resize-none bg-surface-raised p-3 font-mono text-sm"
            spellCheck={false}
            value={plainText}
            onChange={(event) => {
              setPlainText(event.target.value);
              onChange(event.target.value);
            }}
          />
        </div>
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
  );
}

function open(
  monaco: Monaco,
  element: HTMLElement,
  given: { path: string; text: string; contract: readonly SourceFile[]; undo: (() => void)[] },
): Editor.editor.IStandaloneCodeEditor {
  const { undo } = given;
  for (const file of given.contract) {
    const library = monaco.typescript.typescriptDefaults.addExtraLib(file.text, `file:///${file.path}`);
    undo.push(() => library.dispose());
  }
  const uri = monaco.Uri.parse(`file:///${given.path}`);
  monaco.editor.getModel(uri)?.dispose();
  const model = monaco.editor.createModel(given.text, 'typescript', uri);
  undo.push(() => model.dispose());
  undo.push(followTheme(monaco));
  const editor = monaco.editor.create(element, {
    ...EDITOR_OPTIONS,
    model,
    ariaLabel: words.workbench.editor,
    quickSuggestions: { other: true, comments: false, strings: true },
  });
  undo.push(() => editor.dispose());
  return editor;
}

function bindKeys(
  { KeyMod, KeyCode }: Monaco,
  editor: Editor.editor.IStandaloneCodeEditor,
  commands: RefObject<EditorCommands>,
): void {
  const bind = (id: string, label: string, keybinding: number, run: () => void) =>
    editor.addAction({ id: `runqueue.${id}`, label, keybindings: [keybinding], run });
  bind('run', words.workbench.run, KeyMod.CtrlCmd | KeyCode.Enter, () => commands.current.run());
  bind('submit', words.workbench.submit, KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.Enter, () =>
    commands.current.submit(),
  );
  bind('next-failure', words.workbench.nextFailure, KeyCode.F8, () => commands.current.nextFailure(1));
  bind('previous-failure', words.workbench.previousFailure, KeyMod.Shift | KeyCode.F8, () =>
    commands.current.nextFailure(-1),
  );
}
