/** A DraftKeeper in its page: the browser's storage and network around it. */
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

export interface DraftToOpen {
  readonly item: string;
  readonly starter: string;
  readonly owner: Owner;
  readonly server: ServerDraft | null;
  readonly maximumBytes: number;
  /** Calls the site. */
  save(source: string, baseRevision: number): Promise<ActionResult<SavedDraft>>;
}

export interface OpenDraft extends Pick<DraftKeeper, 'change' | 'keepMine' | 'takeOther' | 'forget'> {
  /** The page is left. */
  leave(): void;
}

export function openDraft(given: DraftToOpen, onChange: (state: DraftState) => void): OpenDraft {
  const { item, starter, owner, server, maximumBytes, save } = given;
  const userId = rememberedUser(owner);
  stored(() => userId !== null && claimVisitorsDrafts(window.localStorage, userId));
  const { tab, formerTab, leave: leaveTab } = enterTab(item);
  const keeper = new DraftKeeper({
    storage: browserStorage(),
    ...{ userId, item, tab, formerTab, starter, server, maximumBytes, onChange },
    save: userId === null ? undefined : (source, baseRevision) => outcomeOf(() => save(source, baseRevision)),
    schedule: (run, delayMs) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  });
  const onStorage = ({ key, newValue }: StorageEvent) => keeper.storageChanged(key, newValue);
  const onOnline = () => keeper.retry();
  // The last moment in which a page surely reaches the site.
  const onHidden = () => document.visibilityState === 'hidden' && keeper.retry();
  window.addEventListener('storage', onStorage);
  window.addEventListener('online', onOnline);
  document.addEventListener('visibilitychange', onHidden);
  return {
    change: (source) => keeper.change(source),
    keepMine: () => keeper.keepMine(),
    takeOther: () => keeper.takeOther(),
    forget: () => keeper.forget(),
    leave() {
      leaveTab();
      keeper.leave();
      window.removeEventListener('storage', onStorage);
      window.removeEventListener('online', onOnline);
      document.removeEventListener('visibilitychange', onHidden);
    },
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
