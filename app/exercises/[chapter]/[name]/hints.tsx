'use client';
/** Hints that are opened one at a time. */
import { useEffect, useRef, useState } from 'react';
import * as words from '../../../dictionary';
import { Prose } from '../../../markdown/prose';

export function Hints({ hints }: { hints: readonly string[] }) {
  const [opened, setOpened] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  // Where reading goes on; the button is gone behind the last one.
  useEffect(() => {
    if (opened > 0) list.current?.querySelector<HTMLElement>(':scope > :last-child')?.focus();
  }, [opened]);
  return (
    <section className="mt-8" aria-labelledby="hints">
      <h2 id="hints" className="mb-2 text-lg font-semibold">
        {words.workbench.hints.title}
      </h2>
      <ol ref={list} className="space-y-3">
        {hints.slice(0, opened).map((hint, index) => (
          <li key={hint} tabIndex={-1} className="notice">
            <p className="mb-1 text-xs text-text-muted">
              {words.workbench.hints.nth(index + 1, hints.length)}
            </p>
            <Prose html={hint} />
          </li>
        ))}
      </ol>
      {opened < hints.length && (
        <button type="button" className="button mt-3" onClick={() => setOpened(opened + 1)}>
          {words.workbench.hints.next} ({words.workbench.hints.nth(opened + 1, hints.length)})
        </button>
      )}
    </section>
  );
}
