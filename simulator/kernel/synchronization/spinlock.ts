/**
 * A lock that waits by looking at memory again and again, as the cores see it. The designs stand one a file:
 *
 *      design                      waits by              bus at a hand-off, N waiting    fair
 *      test-and-set                atomics               O(N) all the time               no
 *      test-and-test-and-set       reading its cache     O(N), up to O(N^2)              no
 *      delayed                     reading its cache     O(N), few of them atomics       no
 *      ticket                      reading its cache     O(N)                            yes
 *      array                       reading its own line  O(1)                            yes
 *      list                        reading its own line  O(1)                            yes
 *
 * Each core has an object of its own; what it keeps in fields is private to that core. What the cores share are
 * the words from `lockAddress` on, all 0 before the first call: `cores + 2` cache lines of LINE_BYTES, the first
 * beginning at `lockAddress`. (A list of waiters needs so many: its end, and a node more than there are cores.)
 */
import type { Operation } from '../../programs/operations';

export interface Spinlock {
  /** Ends when `core` holds the lock. Never called by a core that holds it. */
  acquire(core: number): Operation;
  /** Called by the core that holds the lock. May wait only for a core that is about to say that it waits. */
  release(core: number): Operation;
}

export const LINE_BYTES = 64;

/** Bytes of shared memory that a lock for `cores` cores may use. */
export function lockBytes(cores: number): number {
  return (cores + 2) * LINE_BYTES;
}
