'use client';
/** A draft for the page: its state for React. What keeps it comes after the first paint; the page is drawn without it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftState } from './draft-keeper';
import type { DraftToOpen, OpenDraft } from './open-draft';
import { simpleDraft } from './simple-draft';

export interface UsedDraft extends Omit<OpenDraft, 'leave'> {
  /** Null until the browser's storage was read. */
  readonly state: DraftState | null;
}

export function useDraft(given: DraftToOpen): UsedDraft {
  const { item, starter } = given;
  const opening = useRef(given);
  const opened = useRef<OpenDraft>(null);
  const [state, setState] = useState<DraftState | null>(null);

  useEffect(() => {
    const wanted = { ...opening.current, item, starter };
    let isLeft = false;
    import('./open-draft')
      .then(
        ({ openDraft }) => openDraft,
        () => simpleDraft,
      )
      .then((open) => {
        if (!isLeft) opened.current = open(wanted, setState);
      });
    return () => {
      isLeft = true;
      opened.current?.leave();
      opened.current = null;
    };
  }, [item, starter]);

  return {
    state,
    change: useCallback((source) => opened.current?.change(source), []),
    keepMine: useCallback(() => opened.current?.keepMine(), []),
    takeOther: useCallback(() => opened.current?.takeOther() ?? '', []),
    forget: useCallback(() => opened.current?.forget(), []),
  };
}
