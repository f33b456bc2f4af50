/**
 * The address space that you implement, and the machine that it works on.
 *
 *      import { ENTRY, PAGE_BYTES, PROCESS_FIELD, STACK_TOP, type Kernel } from './contract';
 *      export class AddressSpace { ... }
 *
 *      0x1_0000    code, data            there from the start; not yours
 *      heapStart   heap      ─▶ break    pages come when they are touched
 *      SHARED_BASE                       the heap ends here at the latest
 *                  guard                 one page, never there
 *      stackLimit  stack                 pages come when they are touched
 *      STACK_TOP                         first address behind the stack
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
/** Fields of a process's record (`root`, `heapStart`, `break`, `stackLimit` ...), and where a process finds what. */
export { PROCESS_FIELD, SHARED_BASE, STACK_TOP } from '../../../simulator/kernel/processes/process-record';

/** What an access was, as `fault` is told. */
export const ACCESS = { fetch: 0, load: 1, store: 2 } as const;

/** What the kernel does for you. All numbers. */
export interface Kernel {
  /** A word of a frame. A frame that is not in use reads as 0. @param index 0 to 1023. */
  load(frame: number, index: number): number;
  /** @returns 0, or -1 where the frame is not in use: nothing is stored then. */
  store(frame: number, index: number, word: number): number;
  /** A free frame, filled with zeros; -1 when none is left. */
  allocateFrame(): number;
  /** Gives a frame back. @returns 0, or -1 when it was not in use. */
  freeFrame(frame: number): number;
  /** A field of a process's record. @param field of PROCESS_FIELD. */
  get(process: number, field: number): number;
  /** Changes a field of a process's record. @returns 0 */
  set(process: number, field: number, value: number): number;
  /** Makes every core forget the translations that it remembers of this process. @returns 0 */
  flush(process: number): number;
}

/**
 * There is one object for all processes, made once: `new AddressSpace(kernel)`. Processes begin, are copied, run other
 * programs and end without your being told.
 */
export interface AddressSpaceMechanism {
  /**
   * A process made an access that its page table does not allow.
   * @param address of the access, from 0 to 2^32 - 1. @param access one of ACCESS.
   * @returns 1: the page is there now, the access is made again. 0: it may not; the process is ended.
   */
  fault(process: number, address: number, access: number): number;
  /**
   * Moves the end of the heap.
   * @param address the first address behind it, from 1 to 2^32 - 1.
   * @returns `address`; -1 when the heap cannot end there: then nothing changes.
   */
  setBreak(process: number, address: number): number;
}
