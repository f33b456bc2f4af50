'use client';
/** Two texts side by side (above each other where it is narrow), with Monaco's diff editor. Read only. */
import { useEffect, useRef, useState } from 'react';
import { words } from '../dictionary';
import { EDITOR_OPTIONS, followTheme, loadMonaco } from './monaco';

export function DifferenceView(props: {
  original: string;
  modified: string;
  originalLabel: string;
  modifiedLabel: string;
}) {
  const { original, modified, originalLabel, modifiedLabel } = props;
  const container = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    let left = false;
    const undo: (() => void)[] = [];
    loadMonaco()
      .then((monaco) => {
        if (left || container.current === null) return;
        const models = {
          original: monaco.editor.createModel(original, 'typescript'),
          modified: monaco.editor.createModel(modified, 'typescript'),
        };
        const editor = monaco.editor.createDiffEditor(container.current, {
          ...EDITOR_OPTIONS,
          readOnly: true,
          originalEditable: false,
          renderSideBySide: true,
          useInlineViewWhenSpaceIsLimited: true,
          hideUnchangedRegions: { enabled: true },
          originalAriaLabel: originalLabel,
          modifiedAriaLabel: modifiedLabel,
        });
        // Monaco never ends a view model of its own making, which then misses its texts while it compares them.
        const viewModel = editor.createViewModel(models);
        editor.setModel(viewModel);
        undo.push(followTheme(monaco), () => {
          viewModel.dispose();
          editor.dispose();
          models.original.dispose();
          models.modified.dispose();
        });
      })
      .catch((error: unknown) => {
        console.error('The comparison could not be loaded:', error);
        if (!left) setFailed(true);
      });
    return () => {
      left = true;
      for (const step of undo.reverse()) step();
    };
  }, [original, modified, originalLabel, modifiedLabel]);

  return (
    <div>
      <div className="flex justify-between border-b border-border px-3 py-1.5 text-xs text-text-muted">
        <span>− {originalLabel}</span>
        <span>+ {modifiedLabel}</span>
      </div>
      {failed ? (
        <p className="notice notice-warning m-2">{words.workbench.editorFailed}</p>
      ) : (
        <div ref={container} className="h-96" />
      )}
    </div>
  );
}
