/** A page table that the hardware walks, and the kernel keeps: what is asked of it, what it may ask for. */
import type { PolicyShape } from '../../../engine/policy';

export interface PageTableServices {
  /** A word of one of the tables. @param address physical, a multiple of 4. */
  load(address: number): number;
  store(address: number, word: number): number;
  /** The free frame with the lowest number, with old content; -1: there is none. */
  allocateFrame(): number;
  /** Fills a frame with zeros. */
  clearFrame(frame: number): number;
  freeFrame(frame: number): number;
}

export interface PageTableMechanism {
  /** The page is in this frame from now on, with these rights. @returns 0; -1: there is no frame for a table. */
  map(page: number, frame: number, rights: number): number;
  /** The page is not there any more. @returns its frame; -1: it was not there. */
  unmap(page: number): number;
  /** @param right that is needed. @returns the physical address; -1: not there, or not with this right. */
  translate(address: number, right: number): number;
}

export const PAGE_TABLE_SHAPE: PolicyShape = {
  className: 'PageTable',
  methods: { map: 3, unmap: 1, translate: 2 },
  programs: {},
  services: { load: 1, store: 2, allocateFrame: 0, clearFrame: 1, freeFrame: 1 },
};
