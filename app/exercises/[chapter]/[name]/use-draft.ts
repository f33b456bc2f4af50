'use client';
/** A DraftKeeper for the page: the browser's storage and network around it, its state for React. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { saveDraftAction } from '../../actions';
import { DraftKeeper, type DraftState, type SaveOutcome, type ServerDraft } from './draft-keeper';

/** Who was last signed in here: with the database down the page cannot tell, and the draft must still be found. */
const USER_KEY = 'runqueue:user';
const TAB = crypto.randomUUID();

export type DraftOwner =
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'visitor' }
  | { readonly kind: 'unknown' };

export interface UsedDraft {
  /** Null until the browser's storage was read. */
  readonly state: DraftState | null;
  change(source: string): void;
  keepMine(): void;
  takeOther(): string;
}

export function useDraft(given: {
  exercise: string;
  starter: string;
  owner: DraftOwner;
  server: ServerDraft | null;
}): UsedDraft {
  const { exercise, starter } = given;
  const opening = useRef(given);
  const keeper = useRef<DraftKeeper>(null);
  const [state, setState] = useState<DraftState | null>(null);

  useEffect(() => {
    const { owner, server } = opening.current;
    const userId = rememberedUser(owner);
    const mine = new DraftKeeper({
      storage: window.localStorage,
      userId,
      exercise,
      tab: TAB,
      starter,
      server,
      save: userId === null ? undefined : (source, baseRevision) => save({ exercise, source, baseRevision }),
      schedule: (run, delayMs) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      onChange: setState,
    });
    keeper.current = mine;
    const onStorage = ({ key, newValue }: StorageEvent) => mine.storageChanged(key, newValue);
    const onOnline = () => mine.retry();
    window.addEventListener('storage', onStorage);
    window.addEventListener('online', onOnline);
    return () => {
      mine.dispose();
      window.removeEventListener('storage', onStorage);
      window.removeEventListener('online', onOnline);
    };
  }, [exercise, starter]);

  return {
    state,
    change: useCallback((source) => keeper.current?.change(source), []),
    keepMine: useCallback(() => keeper.current?.keepMine(), []),
    takeOther: useCallback(() => keeper.current?.takeOther() ?? '', []),
  };
}

function rememberedUser(owner: DraftOwner): string | null {
  try {
    if (owner.kind === 'unknown') return window.localStorage.getItem(USER_KEY);
    if (owner.kind === 'user') window.localStorage.setItem(USER_KEY, owner.id);
    else window.localStorage.removeItem(USER_KEY);
  } catch {
    // Storage is forbidden: the draft lives in the account only.
  }
  return owner.kind === 'user' ? owner.id : null;
}

async function save(draft: { exercise: string; source: string; baseRevision: number }): Promise<SaveOutcome> {
  try {
    const result = await saveDraftAction(draft);
    if (result.ok) {
      const { value } = result;
      return value.saved ? { kind: 'saved', revision: value.revision } : { kind: 'conflict', ...value };
    }
    if (result.code === 'signed out') return { kind: 'signed out' };
    const isLasting = result.code === 'refused' || result.code === 'invalid';
    return isLasting ? { kind: 'refused' } : { kind: 'unreachable' };
  } catch {
    return { kind: 'unreachable' }; // the action did not reach the site
  }
}
