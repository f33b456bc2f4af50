/**
 * A hashed page table with an entry for each frame: what you implement, and what you may use.
 *
 *      import { type HashedTableMechanism, type Services, WORDS_EACH } from './contract';
 *      export class HashedTable implements HashedTableMechanism { ... }
 */

/** Loads and stores of 32-bit words, each counted. An address outside your memory has no effect, and breaks HT6. */
export interface Services {
  /** @param address a multiple of 4. @returns the word, signed. */
  load(address: number): number;
  store(address: number, word: number): number;
}

/** Words of memory that you have for each frame. */
export const WORDS_EACH = 4;
/** Pages of a process have the numbers 0 to this less 1; processes the numbers 0 to 1,023. */
export const PAGES_EACH = 2 ** 20;

/**
 * Made anew for each call: new HashedTable(services, base, frames). Your memory are the WORDS_EACH * frames words from
 * address `base` on; nothing but them survives a call. Frames have the numbers 0 to frames - 1.
 */
export interface HashedTableMechanism {
  /** No frame holds a page from now on. Called first, and when the machine starts again. The answer is not looked at. */
  initialise(): number;
  /**
   * The frame holds this page from now on; if another one held it, that one is free.
   * @returns 0; -1: the frame holds another page, and nothing has changed.
   */
  map(process: number, page: number, frame: number): number;
  /** No frame holds the page any more. @returns the frame that did; -1: none. */
  unmap(process: number, page: number): number;
  /** @returns the frame that holds the page; -1: none. */
  translate(process: number, page: number): number;
  /** @returns process * PAGES_EACH + page of what the frame holds; -1: nothing. */
  holder(frame: number): number;
}
