/** In the place of an editor that could not be loaded: a text field. */
import * as words from '../dictionary';

export function PlainEditor(props: {
  /** Undefined: no file is shown. */
  text: string | undefined;
  label?: string;
  isReadOnly?: boolean;
  onChange(text: string): void;
}) {
  const { text, label = words.workbench.editor, isReadOnly = false, onChange } = props;
  return (
    <div className="flex h-full min-h-0 flex-1 flex-col">
      <p className="notice notice-warning m-2">{words.workbench.editorFailed}</p>
      {text !== undefined && (
        <textarea
          aria-label={label}
          className="min-h-0 flex-1 resize-none bg-surface-raised p-3 font-mono text-sm"
          spellCheck={false}
          readOnly={isReadOnly}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </div>
  );
}
