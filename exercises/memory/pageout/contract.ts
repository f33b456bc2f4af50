/**
 * The pageout daemon: what you implement, and what the kernel offers to it.
 *
 *      import type { Daemon, Services } from './contract';
 *      export class PageoutDaemon implements Daemon { ... }
 */

/** Bits of the answer of `bits`. */
export const ACCESSED = 1;
export const DIRTY = 2;

/** Each call of the first three reads or writes one word of memory, and is counted. */
export interface Services {
  /** The page-table entry of the page in a frame: ACCESSED, DIRTY, both together or 0. */
  bits(frame: number): number;
  /** Clears the accessed bit of that entry. The answer is 0. */
  clearAccessed(frame: number): number;
  /** 1: the page must stay in its frame, or the frame is free; else 0. */
  isPinned(frame: number): number;
  /** The page in this frame leaves; if it is dirty, the disk writes it first. @returns 0, or -1: nothing may leave any more. */
  giveUp(frame: number): number;
}

/**
 * One object for the whole run: new PageoutDaemon(services, frames, usedAbove, usedTarget, busyBelow). Frames have the
 * numbers 0 to frames - 1; usedTarget is not above usedAbove.
 */
export interface Daemon {
  /**
   * The daemon looks.
   *
   * @param used frames that hold a page. @param busyPercent 0 to 100: of the processor's time since the last look.
   */
  look(used: number, busyPercent: number): void;
}
