/** One table for all processes, with an entry for each frame, found by a hash: what is asked, what it may ask for. */
import type { PolicyShape } from '../../../engine/policy';

export interface HashedTableServices {
  /** A word of the table's memory. @param address a multiple of 4. */
  load(address: number): number;
  store(address: number, word: number): number;
}

export interface HashedTableMechanism {
  /** No frame holds a page; memory has old content. */
  initialise(): number;
  /**
   * The frame holds this page from now on, and no other one does. @returns 0; -1: it holds another page already, and
   * nothing changed.
   */
  map(process: number, page: number, frame: number): number;
  /** @returns the frame that held it; -1: none did. */
  unmap(process: number, page: number): number;
  /** @returns the frame that holds it; -1: none does. */
  translate(process: number, page: number): number;
  /** @returns process * 2^20 + page of what the frame holds; -1: nothing. */
  holder(frame: number): number;
}

export const HASHED_TABLE_SHAPE: PolicyShape = {
  className: 'HashedTable',
  methods: { initialise: 0, map: 3, unmap: 2, translate: 2, holder: 1 },
  programs: {},
  services: { load: 1, store: 2 },
};

/** Words of memory for each frame. */
export const WORDS_EACH = 4;
/** Pages of a process; processes have the numbers below 1,024. */
export const PAGES_EACH = 2 ** 20;
