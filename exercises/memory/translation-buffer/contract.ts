/**
 * Translation buffers that the kernel fills: what you implement, and what the machine offers.
 *
 *      import type { Handler, Services } from './contract';
 *      export class TranslationHandler implements Handler { ... }
 *
 * All are numbers from 0: cores (4 at most), slots of a core's buffer (32 at most), tags (8), spaces (8) and
 * pages of a space (60).
 */

/** Cycles: frameOf 200, each other call 2. The first call that names the buffer of another core costs 400 more. */
export interface Services {
  /** The frame that the page table of a space has for a page, or -1 if it has none. */
  frameOf(space: number, page: number): number;
  /** The space that runs on a core just now, or -1. Interrupts nobody. */
  spaceOn(core: number): number;
  /** From now on the references of the core are looked up under this tag. At first it is 0. Answers 0. */
  setTag(core: number, tag: number): number;
  /** Writes a slot; what was there is gone. Answers 0. */
  write(core: number, slot: number, tag: number, page: number, frame: number): number;
  /** Empties a slot. Answers 0. */
  clear(core: number, slot: number): number;
  /** The slot that has this page under this tag, or -1. */
  find(core: number, tag: number, page: number): number;
  /** The tag of the entry in a slot, or -1 if the slot is empty. */
  tagOf(core: number, slot: number): number;
  /** 1 if the entry was used since you last asked, or since the slot was written; else 0. */
  takeUsed(core: number, slot: number): number;
}

/** One object for all cores: new TranslationHandler(services, cores, entries, tags); entries: slots of each core. */
export interface Handler {
  /** `core` runs `space` from now on. Called on that core. */
  switched(core: number, space: number): void;

  /**
   * No slot of `core` has this page of `space`, which runs there, under the core's tag. Called on that core.
   *
   * @returns 1: it is there now, make the reference again; 0: the page table does not have it.
   */
  missed(core: number, space: number, page: number): number;

  /** The page table of `space` has `page` no longer. Called on `core`, which may run this space or another one. */
  unmapped(core: number, space: number, page: number): void;
}
