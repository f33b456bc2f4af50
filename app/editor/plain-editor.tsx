/** In the place of an editor that could not be loaded: a text field. */
import * as words from '../dictionary';

export function PlainEditor({ text, onChange }: { text: string; onChange(text: string): void }) {
  return (
    <div className="flex h-full flex-1 flex-col">
      <p className="notice notice-warning m-2">{words.workbench.editorFailed}</p>
      <textarea
        aria-label={words.workbench.editor}
        className="min-h-0 flex-1 resize-none bg-surface-raised p-3 font-mono text-sm"
        spellCheck={false}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
