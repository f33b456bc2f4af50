/** How a kernel keeps translation buffers that the hardware does not fill by itself. Only numbers cross. */
import type { PolicyShape } from '../../../engine/policy';

export interface TranslationServices {
  /** The frame that the page table of a space has for a page, or -1. */
  frameOf(space: number, page: number): number;
  /** The space that a core runs, or -1. */
  spaceOn(core: number): number;
  /** From now on the core's references are looked up under this tag. The answer of this and the next two is 0. */
  setTag(core: number, tag: number): number;
  /** Writes a slot of a core's buffer. */
  write(core: number, slot: number, tag: number, page: number, frame: number): number;
  /** Empties a slot. */
  clear(core: number, slot: number): number;
  /** The slot with this page under this tag, or -1. */
  find(core: number, tag: number, page: number): number;
  /** The tag of the entry in a slot, or -1 if the slot is empty. */
  tagOf(core: number, slot: number): number;
  /** Whether the entry was used since this was last asked or the slot was written. */
  takeUsed(core: number, slot: number): number;
}

export interface TranslationHandler {
  /** `core` runs another space from now on. */
  switched(core: number, space: number): void;
  /** No entry of `core` has this page of the space that runs there. @returns 1: the reference is made again; 0: it is a fault. */
  missed(core: number, space: number, page: number): number;
  /** The page table has this page no longer. Called on `core`. */
  unmapped(core: number, space: number, page: number): void;
}

export const TRANSLATION_HANDLER_SHAPE: PolicyShape = {
  className: 'TranslationHandler',
  methods: { switched: 2, missed: 3, unmapped: 3 },
  programs: {},
  services: { frameOf: 2, spaceOn: 1, setTag: 2, write: 5, clear: 2, find: 3, tagOf: 2, takeUsed: 2 },
};
