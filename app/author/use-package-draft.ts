'use client';
/** A PackageDraft for the page: the browser's storage and the site around it, its state for React. */
import { useEffect, useRef, useState } from 'react';
import * as words from '../dictionary';
import { browserStorage, enterTab } from '../drafts/tab-name';
import { saveFileAction } from './actions';
import { type DraftNews, type FileSaved, PackageDraft, type ServerFile } from './package-draft';

const NEWS_MS = 3_000;

/** @returns null until the browser's storage was read. `turn` counts changes. */
export function usePackageDraft(given: {
  packageId: string;
  userId: string;
  files: readonly ServerFile[];
  revision: number;
  maximumBytes: number;
}): { readonly draft: PackageDraft | null; readonly turn: number } {
  const { packageId } = given;
  const opening = useRef(given);
  const [draft, setDraft] = useState<PackageDraft | null>(null);
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    const { userId, files, revision, maximumBytes } = opening.current;
    const { tab, formerTab, leave: leaveTab } = enterTab(packageId);
    const mine = new PackageDraft({
      ...{ packageId, userId, files, revision, maximumBytes, tab, formerTab },
      storage: browserStorage(),
      save: (path, text, baseRevision) => saved({ packageId, path, text, baseRevision }),
      schedule: (run, delayMs) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      onChange: () => setTurn((so) => so + 1),
    });
    setDraft(mine);
    const listen = async () => {
      if (document.visibilityState === 'hidden') return;
      const news = await newsSince(packageId, mine.revision);
      if (news !== null) mine.hear(news);
    };
    void listen();
    const timer = setInterval(() => void listen(), NEWS_MS);
    const onStorage = ({ key, newValue }: StorageEvent) => mine.storageChanged(key, newValue);
    const onOnline = () => mine.retry();
    const onHide = () => mine.tidy();
    const onVisible = () => void listen();
    window.addEventListener('storage', onStorage);
    window.addEventListener('online', onOnline);
    window.addEventListener('pagehide', onHide);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      clearInterval(timer);
      leaveTab();
      mine.leave();
      window.removeEventListener('storage', onStorage);
      window.removeEventListener('online', onOnline);
      window.removeEventListener('pagehide', onHide);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [packageId]);

  return { draft, turn };
}

async function saved(given: Parameters<typeof saveFileAction>[0]): Promise<FileSaved> {
  try {
    const result = await saveFileAction(given);
    if (result.ok) return result.value;
    const { code, message } = result;
    if (code === 'signed out') return { kind: 'failed', as: { kind: 'signed out' }, message };
    const isLasting = code === 'refused' || code === 'invalid';
    return { kind: 'failed', as: { kind: isLasting ? 'refused' : 'unreachable' }, message };
  } catch {
    // The action did not reach the site.
    return { kind: 'failed', as: { kind: 'unreachable' }, message: words.unreachable };
  }
}

/** Null: none, or nobody could say. */
async function newsSince(packageId: string, revision: number): Promise<DraftNews | null> {
  try {
    const response = await fetch(`/author/${packageId}/draft?since=${revision}`);
    return response.status === 200 ? ((await response.json()) as DraftNews) : null;
  } catch {
    return null; // asked again soon
  }
}
