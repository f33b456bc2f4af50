'use client';
/** Two texts side by side (above each other where it is narrow), with Monaco's diff editor. Read only. */
import { useEffect, useRef, useState } from 'react';
import * as words from '../dictionary';
import { useMomentFormat } from '../moment';
import { codeFontFamily, EDITOR_OPTIONS, followTheme, loadMonaco } from './monaco';

export function DifferenceView(props: {
  original: string;
  modified: string;
  /** What each is called, or when it was. */
  originalLabel: string | Date;
  modifiedLabel: string | Date;
}) {
  const { original, modified } = props;
  const written = useMomentFormat();
  const label = (of: string | Date) => (typeof of === 'string' ? of : written(of));
  const [originalLabel, modifiedLabel] = [label(props.originalLabel), label(props.modifiedLabel)];
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
          fontFamily: codeFontFamily(),
          readOnly: true,
          originalEditable: false,
          renderSideBySide: true,
          useInlineViewWhenSpaceIsLimited: true,
          hideUnchangedRegions: { enabled: true },
          // Two texts share the width: what is cut off cannot be compared.
          diffWordWrap: 'on',
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
