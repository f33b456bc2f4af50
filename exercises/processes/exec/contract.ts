/**
 * exec: what you implement, and what the kernel offers to it.
 *
 *      import { ENTRY, IMAGE_FIELD, PROCESS_FIELD, type ExecMechanism, type Services } from './contract';
 *      export class Exec implements ExecMechanism { ... }
 *
 *      frame      number of a page of physical memory: what an entry of a page table holds above its low ten bits
 *      table      a frame, as 1,024 words of 32 bits:  load(frame, index), store(frame, index, word)
 *      file       whole frames: `image` holds the header (IMAGE_FIELD), the next ones code, those behind them data
 *
 *      entry      (frame << 10) | bits                 bits: ENTRY.valid, ENTRY.read ...
 */

import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { ENTRY } from '../../../simulator/hardware/translation/sv32';
import {
  CODE_BASE,
  SHARED_BASE as HEAP_END,
  MAX_ARGUMENT_BYTES,
  MAX_ARGUMENTS,
  PROCESS_FIELD,
  STACK_LIMIT,
  STACK_TOP,
} from '../../../simulator/kernel/processes/process-record';
import { IMAGE_MAGIC } from '../../../simulator/kernel/processes/program-image';

/**
 * IMAGE_MAGIC: first word of the header of a program. MAX_ARGUMENTS: how many texts a program may be handed over;
 * MAX_ARGUMENT_BYTES: how many bytes they have together, with the 0 behind each.
 */
export {
  CODE_BASE,
  ENTRY,
  HEAP_END,
  IMAGE_MAGIC,
  MAX_ARGUMENT_BYTES,
  MAX_ARGUMENTS,
  PAGE_BYTES,
  PROCESS_FIELD,
  STACK_LIMIT,
  STACK_TOP,
};

/** Index of each word of the header. */
export const IMAGE_FIELD = {
  magic: 0,
  codeBytes: 1,
  dataBytes: 2,
  zeroBytes: 3,
  /** Of the first instruction, from the start of the code. */
  entry: 4,
} as const;

/** What the kernel offers. Each load, store, get, set and setRegister is counted. */
export interface Services {
  /** A word of a frame, as a signed 32-bit integer. A frame that is not in use reads as 0. @param index 0 to 1023. */
  load(frame: number, index: number): number;
  /** @returns 0, or -1 where the frame is not in use or of a file: nothing is stored then. */
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
  /** A register of the process that called, 0 (the program counter) to 31. */
  setRegister(process: number, index: number, value: number): number;
}

export interface ExecMechanism {
  /**
   * Puts a program into a process, in place of the one that it runs.
   *
   * @param image frame of the program's header. @param list address, in the process's memory, of a list of addresses
   *   of texts; 0 for no list. Any number from 0 to 2^32 - 1.
   * @returns how many texts there are; -1 when nothing was changed.
   */
  exec(process: number, image: number, list: number): number;
}

/** One object for the whole run: new Exec(services). */
export type ExecConstructor = new (services: Services) => ExecMechanism;
