'use client';
/** The keys of vim while it is mounted: its mode and what it has to say, which are read out, and its command line. */
import { useEffect, useRef, useState } from 'react';
import * as words from '../dictionary';
import type { Editor, Monaco } from './monaco';
import { loadVim, startVim } from './vim';

export function VimLine({ monaco, editor }: { monaco: Monaco; editor: Editor.editor.IStandaloneCodeEditor }) {
  const line = useRef<HTMLDivElement>(null);
  const [mode, setMode] = useState('');
  const [message, setMessage] = useState('');
  useEffect(() => {
    let left = false;
    let end = () => {};
    const element = line.current;
    if (element === null) return;
    const view = {
      element,
      commandLabel: words.editor.vimCommand,
      onMode: (name: string) => setMode(words.editor.vimMode(name)),
      onMessage: setMessage,
    };
    loadVim()
      .then((vim) => {
        if (!left) end = startVim(vim, monaco, editor, view);
      })
      .catch((error: unknown) => {
        console.error('The keys of vim could not be loaded:', error);
        if (!left) setMessage(words.editor.vimFailed);
      });
    return () => {
      left = true;
      end();
    };
  }, [monaco, editor]);
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 border-t border-border px-3 py-1 text-xs text-text-muted">
      <span role="status">{mode}</span>
      <span role="status" className="text-warning">
        {message}
      </span>
      <div ref={line} className="min-w-0 flex-1 font-mono" />
    </div>
  );
}
