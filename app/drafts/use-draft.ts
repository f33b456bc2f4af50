'use client';
/** A DraftKeeper for the page: the browser's storage and network around it, its state for React. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SavedDraft } from '../../db/drafts';
import type { ActionResult } from '../action';
import { stored } from '../browser-storage';
import { type Owner, rememberedUser } from '../owner';
import {
  claimVisitorsDrafts,
  DraftKeeper,
  type DraftState,
  type SaveOutcome,
  type ServerDraft,
} from './draft-keeper';
import { browserStorage, enterTab } from './tab-name';

export interface UsedDraft {
  /** Null until the browser's storage was read. */
  readonly state: DraftState | null;
  change(source: string): void;
  keepMine(): void;
  takeOther(): string;
  forget(): void;
}

export function useDraft(given: {
  item: string;
  starter: string;
  owner: Owner;
  server: ServerDraft | null;
  maximumBytes: number;
  /** Calls the site. */
  save(source: string, baseRevision: number): Promise<ActionResult<SavedDraft>>;
}): UsedDraft {
  const { item, starter } = given;
  const opening = useRef(given);
  const keeper = useRef<DraftKeeper>(null);
  const [state, setState] = useState<DraftState | null>(null);

  useEffect(() => {
    const { owner, server, maximumBytes, save } = opening.current;
    const userId = rememberedUser(owner);
    stored(() => userId !== null && claimVisitorsDrafts(window.localStorage, userId));
    const { tab, formerTab, leave: leaveTab } = enterTab(item);
    const mine = new DraftKeeper({
      storage: browserStorage(),
      userId,
      item,
      tab,
      formerTab,
      starter,
      server,
      maximumBytes,
      save:
        userId === null ? undefined : (source, baseRevision) => outcomeOf(() => save(source, baseRevision)),
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
      leaveTab();
      mine.dispose();
      window.removeEventListener('storage', onStorage);
      window.removeEventListener('online', onOnline);
    };
  }, [item, starter]);

  return {
    state,
    change: useCallback((source) => keeper.current?.change(source), []),
    keepMine: useCallback(() => keeper.current?.keepMine(), []),
    takeOther: useCallback(() => keeper.current?.takeOther() ?? '', []),
    forget: useCallback(() => keeper.current?.forget(), []),
  };
}

async function outcomeOf(save: () => Promise<ActionResult<SavedDraft>>): Promise<SaveOutcome> {
  try {
    const result = await save();
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
