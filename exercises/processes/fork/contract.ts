/**
 * fork: what you implement, and what the kernel offers to it.
 *
 *      import { ENTRY, PROCESS_FIELD, type ForkMechanism, type Services } from './contract';
 *      export class Fork implements ForkMechanism { ... }
 *
 *      frame      number of a page of physical memory: what an entry of a page table holds above its low ten bits
 *      table      a frame, as 1,024 words of 32 bits:  load(frame, index), store(frame, index, word)
 *      process    its number, 1 to 63:                 get(process, PROCESS_FIELD.break), register(process, 10)
 *
 *      entry      (frame << 10) | bits                 bits: ENTRY.valid, ENTRY.read ...
 */
import { ENTRY } from '../../../simulator/hardware/translation/sv32';
import { PROCESS_FIELD } from '../../../simulator/kernel/processes/process-record';

/** Entries of a table, root tables too. */
export { TABLE_ENTRIES } from '../../../simulator/kernel/memory/page-table';
export { ENTRY, PROCESS_FIELD };
/** Of a root table's entries the first 512 are the process's; the others are the kernel's. */
export const USER_ENTRIES = 512;
/** Register 0 is the program counter, 1 to 31 are x1 to x31. */
export const REGISTERS = 32;
/** The register that holds the result of a system call (a0). */
export const RESULT_REGISTER = 10;

/** What the kernel offers. Each load, store, get, set, register and setRegister is counted. */
export interface Services {
  /** A word of a frame, as a signed 32-bit integer. A frame that is not in use reads as 0. @param index 0 to 1023. */
  load(frame: number, index: number): number;
  /** @returns 0, or -1 where the frame is not in use: nothing is stored then. */
  store(frame: number, index: number, word: number): number;
  /** A free frame, filled with zeros; -1 when none is left. */
  allocateFrame(): number;
  /** Gives a frame back. @returns 0, or -1 when it was not in use. */
  freeFrame(frame: number): number;
  /** Copies all words of a frame to another one. @returns 0, or -1 when one of them is not in use. */
  copyFrame(from: number, to: number): number;
  /** A frame with a root table that holds the kernel's own part and nothing else; -1 when no frame is left. */
  newRoot(): number;
  /** A field of a process's record. @param field of PROCESS_FIELD. */
  get(process: number, field: number): number;
  set(process: number, field: number, value: number): number;
  /** A register of a process that is not running now. @param index 0 to 31. */
  register(process: number, index: number): number;
  setRegister(process: number, index: number, value: number): number;
}

export interface ForkMechanism {
  /**
   * Makes `child` a copy of `parent`. Both are numbers of processes. The child's record holds its number, parent and
   * state already, and 0 in every other field; its registers are all 0 and it has no page table.
   * @returns 0; or -1 when memory does not suffice, and then no frame is taken.
   */
  fork(parent: number, child: number): number;
}

/** One object for the whole run: new Fork(services). */
export type ForkConstructor = new (services: Services) => ForkMechanism;
