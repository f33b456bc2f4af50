/**
 * Page replacement: what you implement, and what the kernel offers to it.
 *
 *      import type { PageReplacementPolicy, Services } from './contract';
 *      export class PageReplacement implements PageReplacementPolicy { ... }
 */

/** Bits of the answer of `bits`. */
export const ACCESSED = 1;
export const DIRTY = 2;

/** Each call of one of them reads or writes one word of memory, and is counted. */
export interface Services {
  /** The page-table entry of the page in a frame: ACCESSED, DIRTY, both together or 0. */
  bits(frame: number): number;
  /** Clears the accessed bit of that entry. The answer is 0. */
  clearAccessed(frame: number): number;
  /** 1: the page must stay in its frame; else 0. */
  isPinned(frame: number): number;
}

/** One object for the whole run: new PageReplacement(services, frames). Frames have the numbers 0 to frames - 1. */
export interface PageReplacementPolicy {
  /** A page was put into this frame; its bits are clear. You need not do anything. The answer is not looked at. */
  loaded(frame: number, page: number): number;
  /** Every frame is taken, and at least one is not pinned. @returns the frame whose page leaves. */
  victim(): number;
}
