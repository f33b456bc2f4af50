/** What a tab is called among the browser's, and where its drafts lie. */
import { stored } from '../browser-storage';

/** Where the browser forbids it: a keeper then says that nothing is kept here. */
const NO_STORAGE: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'length' | 'key'> = {
  length: 0,
  key: () => null,
  getItem: () => null,
  setItem() {
    throw new Error('this browser forbids storage');
  },
  removeItem() {},
};

export const browserStorage = () => stored(() => window.localStorage) ?? NO_STORAGE;

/** Names the tab anew. It is known by the former name again when it is loaded again, and not while it lives. */
export function enterTab(item: string): {
  readonly tab: string;
  /** What it was called before it was loaded again; null when it is new, or when nobody could say. */
  readonly formerTab: string | null;
  leave(): void;
} {
  const tab = crypto.randomUUID();
  const key = `runqueue:tab:${item}`;
  // Not there while this one lives: a copy of the tab takes the session's storage along.
  const forget = () => stored(() => window.sessionStorage.removeItem(key));
  const remember = () => stored(() => window.sessionStorage.setItem(key, tab));
  const formerTab = stored(() => window.sessionStorage.getItem(key));
  forget();
  window.addEventListener('pagehide', remember);
  window.addEventListener('pageshow', forget);
  return {
    ...{ tab, formerTab },
    leave() {
      remember();
      window.removeEventListener('pagehide', remember);
      window.removeEventListener('pageshow', forget);
    },
  };
}
