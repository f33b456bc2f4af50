/**
 * The pages of a process as a mechanism that may be wrong is given them: entries without the hardware's other bits,
 * and of an entry that is stored only the right to write and the kernel's mark may be new. Anything else is refused.
 */
import { type PageServices, PRESENT, PROTECTED, WRITABLE } from './checkpoint-interface';

const CHANGEABLE = WRITABLE | PROTECTED;
const SHOWN = PRESENT | CHANGEABLE | ~0x3ff;

export interface PageWatcher {
  /** The entry of a page was stored: 1 writable, 2 marked, added up. */
  stored(page: number, rights: number): void;
  flushed(): void;
  /** A service was called for what is not there, or to store what may not be. */
  refused(page: number): void;
}

export type WatchedPages = Readonly<Record<'entry' | 'setEntry' | 'flush', (...numbers: number[]) => number>>;

export function watchedPages(kernel: PageServices, pages: number, watcher: PageWatcher): WatchedPages {
  const isPage = (page: number) => Number.isInteger(page) && page >= 0 && page < pages;
  const refuse = (page: number) => {
    watcher.refused(Number.isSafeInteger(page) ? page : -1);
    return -1;
  };
  return {
    entry: (page) => (isPage(page) ? kernel.entry(page) & SHOWN : refuse(page)),
    setEntry: (page, entry) => {
      if (!isPage(page) || !Number.isInteger(entry)) return refuse(page);
      const now = kernel.entry(page);
      if ((now & PRESENT) === 0 || ((entry ^ now) & SHOWN & ~CHANGEABLE) !== 0) return refuse(page);
      kernel.setEntry(page, (now & ~CHANGEABLE) | (entry & CHANGEABLE));
      watcher.stored(page, ((entry & WRITABLE) === 0 ? 0 : 1) + ((entry & PROTECTED) === 0 ? 0 : 2));
      return 0;
    },
    flush: () => {
      kernel.flush();
      watcher.flushed();
      return 0;
    },
  };
}
