/**
 * In the place of a DraftKeeper whose script could not be had: what is typed is written to the browser's storage, where the
 * keeper finds it when the page is loaded again and saves it in the account. What another tab wrote meanwhile moves to the
 * second key, so that both texts are there then.
 */
import { stored } from '../browser-storage';
import { rememberedUser } from '../owner';
import type { DraftState } from './draft-keeper';
import type { DraftToOpen, OpenDraft } from './open-draft';
import { draftKey, OTHER, parseDraft, type StoredDraft } from './stored-draft';

export function simpleDraft(
  { item, starter, owner, server }: Omit<DraftToOpen, 'save' | 'maximumBytes'>,
  onChange: (state: DraftState) => void,
): OpenDraft {
  const key = draftKey(rememberedUser(owner), item);
  const tab = crypto.randomUUID();
  let known = stored(() => window.localStorage.getItem(key));
  const kept = parseDraft(known);
  const isNewest = kept !== null && !(kept.inAccount && server !== null && server.revision >= kept.revision);
  const { source: first, revision } = isNewest ? kept : (server ?? { source: starter, revision: 0 });
  let source = first;
  let writing = 0;
  const write = () => {
    const there = window.localStorage.getItem(key);
    if (there !== null && there !== known) window.localStorage.setItem(key + OTHER, there);
    writing++;
    const draft: StoredDraft = { source, revision, inAccount: false, tab, writing };
    window.localStorage.setItem(key, JSON.stringify(draft));
    known = JSON.stringify(draft);
    return true;
  };
  const tell = (status: 'notLoaded' | 'unsaved') => onChange({ status, source, other: null });
  tell('notLoaded');
  return {
    change(text) {
      if (text === source) return;
      source = text;
      tell(stored(write) ? 'notLoaded' : 'unsaved');
    },
    keepMine() {},
    takeOther: () => source,
    forget: () => void stored(() => window.localStorage.removeItem(key)),
    leave() {},
  };
}
