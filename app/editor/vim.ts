/**
 * The keys of vim in the editor (monaco-vim, loaded when they are wanted). What the page has for keys of its own goes
 * on reaching it: running, submitting, failures, and the way out of the editor, which Escape, here vim's, is not.
 */
import { EDITOR_FOLDER, type Editor, type Monaco } from './monaco';

type Vim = typeof import('monaco-vim');

export interface VimLine {
  /** Takes vim's command line, and the keys of a command that is not whole. */
  readonly element: HTMLElement;
  readonly commandLabel: string;
  /** `normal`, `insert`, `visual`, `visual line` ... */
  onMode(mode: string): void;
  /** What vim has to say of a command; empty once another key is pressed. */
  onMessage(message: string): void;
}

/** @throws when its file cannot be loaded. */
export async function loadVim(): Promise<Vim> {
  const address = `${EDITOR_FOLDER}/vim.js`;
  return (await import(/* webpackIgnore: true */ /* turbopackIgnore: true */ address)) as Vim;
}

/** @returns how to end it. */
export function startVim(
  { VimMode, StatusBar }: Vim,
  monaco: Monaco,
  editor: Editor.editor.IStandaloneCodeEditor,
  line: VimLine,
): () => void {
  let modeName = 'normal';

  class Mode extends VimMode {
    /** Called by the constructor. */
    override addLocalListeners(): void {
      const handle = this.handleKeyDown;
      this.handleKeyDown = (event: Editor.IKeyboardEvent) => {
        if (isOfPage(monaco, editor, event)) return;
        handle(event);
        // The library leaves it to Monaco, which would indent.
        if (event.keyCode !== monaco.KeyCode.Tab || modeName === 'insert') return;
        event.preventDefault();
        event.stopPropagation();
      };
      super.addLocalListeners();
    }

    /** The library's own needs a part of Monaco that Monaco no longer gives it. */
    override indentLine(index: number, isRight = true): void {
      const model = editor.getModel();
      if (model === null) return;
      const { indentSize, insertSpaces } = model.getOptions();
      const lineNumber = index + 1;
      const step = insertSpaces ? ' '.repeat(indentSize) : '\t';
      const before =
        new RegExp(`^(\\t| {1,${indentSize}})`).exec(model.getLineContent(lineNumber))?.[0] ?? '';
      const taken = isRight ? 0 : before.length;
      editor.executeEdits('vim', [
        {
          range: {
            startLineNumber: lineNumber,
            startColumn: 1,
            endLineNumber: lineNumber,
            endColumn: 1 + taken,
          },
          text: isRight ? step : '',
        },
      ]);
    }
  }

  class Line extends StatusBar {
    override setSec(...[text, callback, options]: Parameters<InstanceType<typeof StatusBar>['setSec']>) {
      const close = super.setSec(text, callback, options);
      line.element.querySelector('input')?.setAttribute('aria-label', line.commandLabel);
      return close;
    }

    override showNotification(text: string | Node): void {
      line.onMessage(typeof text === 'string' ? text : (text.textContent ?? ''));
    }
  }

  const mode = new Mode(editor);
  const bar = new Line(line.element, editor);
  let keys = '';
  const tellKeys = (text: string) => {
    keys = text;
    bar.setKeyBuffer(keys);
  };
  mode.on('vim-mode-change', ({ mode: name, subMode }: { mode: string; subMode?: string }) => {
    modeName = name;
    line.onMode(`${name}${subMode === 'linewise' ? ' line' : subMode === 'blockwise' ? ' block' : ''}`);
  });
  mode.on('vim-keypress', (key: string) => {
    tellKeys(key === ':' ? '' : keys + key);
    line.onMessage('');
  });
  mode.on('vim-command-done', () => tellKeys(''));
  bar.toggleVisibility(true);
  mode.setStatusBar(bar);
  mode.attach();
  return () => {
    mode.dispose();
    bar.toggleVisibility(false);
    bar.clear();
  };
}

/** Whether a key is the page's, or the browser's, and not vim's. */
function isOfPage(
  { KeyCode, editor: { EditorOption } }: Monaco,
  editor: Editor.editor.IStandaloneCodeEditor,
  event: Editor.IKeyboardEvent,
): boolean {
  const { keyCode } = event;
  if (keyCode >= KeyCode.F1 && keyCode <= KeyCode.F12) return true;
  if (event.ctrlKey || event.metaKey) return keyCode === KeyCode.Enter || keyCode === KeyCode.KeyM;
  return keyCode === KeyCode.Tab && editor.getOption(EditorOption.tabFocusMode);
}
