/**
 * The grants that you implement, and the machine that they work on.
 *
 *      import { ENTRY, GRANT_RIGHTS, PAGE_BYTES, PROCESS_FIELD, SHARED_BASE, type Kernel } from './contract';
 *      export class Grants { ... }
 *
 *      0x1_0000     code, data, heap       pages of its own
 *      SHARED_BASE  pages of others        what was granted to it is mapped here, and nowhere else
 *      GUARD_PAGE   the guard              never there
 *                   stack                  pages of its own
 *      STACK_TOP                           first address behind the stack: the kernel's from here on
 *
 * Page tables are those of the hardware (Sv32), in simulated memory. A table is a frame of 1,024 words:
 *
 *      address   31 .. 22  index in the root table       21 .. 12  index in a table below       11 .. 0  offset
 *      entry     31 .. 10  frame                          9 .. 0   bits (ENTRY)
 *
 * An entry of a root table with ENTRY.valid alone names the frame of a table; an entry of a table, the frame of a page.
 */

export { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
/** Bits of an entry of a page table: `valid`, `read`, `write`, `execute`, `user` ... */
export { ENTRY } from '../../../simulator/hardware/translation/sv32';
/** Rights that a page is granted and mapped with (`read`, `readWrite`), and grants of one process at a time. */
export { GRANT_RIGHTS, MAX_GRANTS } from '../../../simulator/kernel/processes/grant-rights';
/** Fields of a process's record (`root`, `state` ...), values of `state` (`alive` ...), and where a process finds what. */
export {
  GUARD_PAGE,
  PROCESS_FIELD,
  PROCESS_STATE,
  SHARED_BASE,
  STACK_TOP,
} from '../../../simulator/kernel/processes/process-record';

/** What the kernel does for you. All numbers. */
export interface Kernel {
  /** A word of a frame. A frame that is not in use reads as 0. @param index 0 to 1023. */
  load(frame: number, index: number): number;
  /** @returns 0, or -1 where the frame is not in use: nothing is stored then. */
  store(frame: number, index: number, word: number): number;
  /** A free frame, filled with zeros, for a table; -1 when none is left. */
  allocateFrame(): number;
  /** One more user of a frame, who will give it back too. @returns 0, or -1 when it is not in use. */
  shareFrame(frame: number): number;
  /** One user gives a frame back; it is free when all did. @returns 0, or -1 when it is not in use. */
  freeFrame(frame: number): number;
  /** A field of a process's record; -1 where there can be no such process. @param field of PROCESS_FIELD. */
  get(process: number, field: number): number;
  /** Makes every core forget the translations that it remembers of this process. @returns 0 */
  flush(process: number): number;
}

/** There is one object for all processes, made once: `new Grants(kernel)`. */
export interface GrantsMechanism {
  /**
   * `process` lets `to` use the page of its own at `address`. Any 32-bit numbers; addresses from 0 to 2^32 - 1.
   * @returns the number of the grant, from 1 on; -1 when it is refused.
   */
  grant(process: number, address: number, to: number, rights: number): number;
  /** `process` maps what was granted to it. @returns 0; -1 when it is refused: then nothing changes. */
  map(process: number, grant: number, address: number, rights: number): number;
  /** `process` takes back what it granted. @returns 0; -1 when it is refused: then nothing changes. */
  revoke(process: number, grant: number): number;
  /**
   * `process` ended or runs another program. Its pages were given back already, those too that it had mapped; its
   * number may soon be another process's.
   */
  over(process: number): void;
}
