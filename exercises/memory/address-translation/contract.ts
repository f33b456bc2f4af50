/**
 * A memory management unit: what you implement, and what the machine offers to it.
 *
 *      import type { AddressTranslation, Services } from './contract';
 *      export class MemoryManagementUnit implements AddressTranslation { ... }
 *
 *      virtual address                          entry
 *      31      22 21      12 11       0         31                 10 9   8 7 6 5 4 3 2 1 0
 *      +---------+---------+----------+         +--------------------+-----+-+-+-+-+-+-+-+-+
 *      |  root   |  inner  |  offset  |         | frame (22 bits)    |     |D|A|G|U|X|W|R|V|
 *      +---------+---------+----------+         +--------------------+-----+-+-+-+-+-+-+-+-+
 *
 * An entry with R or X is a leaf: the frame of a page. One with neither names the frame of an inner table. A leaf in
 * the root maps a superpage of 4 MiB: its offset are the lowest 22 bits of the address.
 */

/** Bits of an entry. G and bits 8 and 9 belong to the kernel: they mean nothing to you, and stay. */
export const VALID = 1 << 0;
export const READ = 1 << 1;
export const WRITE = 1 << 2;
export const EXECUTE = 1 << 3;
export const USER = 1 << 4;
export const ACCESSED = 1 << 6;
export const DIRTY = 1 << 7;

/** The frame is the entry shifted right by so many bits. */
export const FRAME_SHIFT = 10;
/** Of a page and of a table, which has 1,024 entries. A frame begins at its number times this. */
export const PAGE_BYTES = 4096;

/** Kinds of accesses: of an instruction, from data, to data. */
export const FETCH = 0;
export const LOAD = 1;
export const STORE = 2;

export const USER_MODE = 0;
export const SUPERVISOR_MODE = 1;

/** Answers instead of a physical address. */
export const ILLEGAL_ADDRESS = -1;
export const NOT_PRESENT = -2;
export const PERMISSION = -3;

/** Each call is counted. One that names what is no word of memory changes nothing, and answers 0 or -1. */
export interface Services {
  /** The word at a physical address, a multiple of 4 below memoryBytes; signed. */
  loadWord(address: number): number;
  storeWord(address: number, word: number): number;
}

/** One object for the whole run: new MemoryManagementUnit(services, root, memoryBytes). `root` is a frame. */
export interface AddressTranslation {
  /**
   * @param address virtual, 0 to 4,294,967,295. @param access FETCH, LOAD or STORE.
   * @param mode USER_MODE or SUPERVISOR_MODE. @returns the physical address, or one of the three faults.
   */
  translate(address: number, access: number, mode: number): number;
}
