/**
 * A two-level page table: what you implement, and what the kernel offers to it.
 *
 *      import type { PageTableMechanism, Services } from './contract';
 *      export class PageTable implements PageTableMechanism { ... }
 *
 *      virtual address                          entry
 *      31      22 21      12 11       0         31                 10 9   8 7 6 5 4 3 2 1 0
 *      +---------+---------+----------+         +--------------------+-----+-+-+-+-+-+-+-+-+
 *      |  root   |  inner  |  offset  |         | frame              |     |D|A|G|U|X|W|R|V|
 *      +---------+---------+----------+         +--------------------+-----+-+-+-+-+-+-+-+-+
 *
 * An entry with R or X is a leaf: the frame of a page. One with V alone names the frame of an inner table.
 */

/** Bits of an entry. */
export const VALID = 1 << 0;
/** Rights; READ and WRITE, READ and EXECUTE, or all three together. */
export const READ = 1 << 1;
export const WRITE = 1 << 2;
export const EXECUTE = 1 << 3;
/** A leaf needs it: the page belongs to user mode. An entry that names a table must not have it. */
export const USER = 1 << 4;
/** The hardware sets them in leaves when it uses them. An entry that names a table must not have them. */
export const ACCESSED = 1 << 6;
export const DIRTY = 1 << 7;

/** The frame is the entry shifted right by so many bits. */
export const FRAME_SHIFT = 10;
/** Of a page and of a table, which has 1,024 entries. A frame begins at its number times this. */
export const PAGE_BYTES = 4096;

/** Each call is counted. One that names what is none of your tables changes nothing. */
export interface Services {
  /** The word at a physical address in one of your tables, a multiple of 4, signed. */
  load(address: number): number;
  store(address: number, word: number): number;
  /** The free frame with the lowest number, with old content; -1: there is none. */
  allocateFrame(): number;
  /** Fills one of your frames with zeros. */
  clearFrame(frame: number): number;
  /** Gives a frame back. Others use it from then on. */
  freeFrame(frame: number): number;
}

/** One object for the whole run: new PageTable(services, root). The frame `root` is yours, holds zeros, and stays. */
export interface PageTableMechanism {
  /**
   * The page is in this frame from now on, with these rights, whether it was mapped or not.
   * @param page 0 to 1,048,575. @returns 0; -1: there is no frame for a table, and nothing changed.
   */
  map(page: number, frame: number, rights: number): number;
  /** The page is mapped no longer. @returns the frame that it was in; -1: it was not mapped. */
  unmap(page: number): number;
  /**
   * Where an address lies. @param address 0 to 4,294,967,295. @param right READ, WRITE or EXECUTE.
   * @returns the physical address; -1: its page is not mapped, or not with this right.
   */
  translate(address: number, right: number): number;
}
