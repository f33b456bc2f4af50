/**
 * The dispatcher of system calls: what you implement, and what the kernel offers to it.
 *
 *      import { ARGUMENT, ENTRY, PROCESS_FIELD, type DispatcherMechanism, type Services } from './contract';
 *      export class Dispatcher implements DispatcherMechanism { ... }
 *
 *      process   its number, 1 to 63            get(process, PROCESS_FIELD.root): frame of its root page table
 *      frame     a page of physical memory      load(frame, index): one of its 1,024 words
 *      entry     (frame << 10) | bits           bits: ENTRY.valid, ENTRY.user, ENTRY.read, ENTRY.write
 *
 *      address   | 10 bits: entry of the root table | 10 bits: entry of the table that it names | 12 bits: in the page |
 */
import { ENTRY } from '../../../simulator/hardware/translation/sv32';
import { ACCESS_KIND } from '../../../simulator/kernel/processes/access-kind';
import { PROCESS_FIELD } from '../../../simulator/kernel/processes/process-record';
import { ARGUMENT, MAX_BUFFER_BYTES, MAX_TEXT_BYTES } from '../../../simulator/kernel/system-calls';

/** Bytes of a page. */
export { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
export { ACCESS_KIND, ARGUMENT, ENTRY, MAX_BUFFER_BYTES, MAX_TEXT_BYTES, PROCESS_FIELD };
/** What a refused call is answered. */
export const REFUSED = -1;

/** What the kernel offers. `get`, `load` and `touch` are counted as accesses, each one. */
export interface Services {
  /** A field of a process's record. @param field of PROCESS_FIELD: you need `root` and `permissions`. */
  get(process: number, field: number): number;
  /**
   * A word of a frame of the caller, as a signed 32-bit integer: of its page tables and of the pages that they map for
   * it. Any other frame breaks SC7 and reads as 0. @param index 0 to 1023.
   */
  load(frame: number, index: number): number;
  /** The group of a system call, 0 to 5; -1 when there is no such call. */
  groupOf(number: number): number;
  /** What argument 0 or 1 of a system call is: one of ARGUMENT. */
  argumentKind(number: number, argument: number): number;
  /** Of an argument that is `reads`, `writes` or `writesUnlessZero`: how many bytes. Else 0. */
  argumentBytes(number: number, argument: number): number;
  /**
   * Has the page of an address made, where it belongs to heap or stack and nobody has touched it yet. The page is in
   * the caller's page table afterwards, filled with zeros. @param access of ACCESS_KIND: load or store.
   * @returns 1 when the process may use the address so now, else 0.
   */
  touch(process: number, address: number, access: number): number;
  /** Puts a byte into the kernel's copy of what argument 0 or 1 points to. @param index from 0 on, below 256. @returns 0; -1 when there is no such place. */
  copyIn(argument: number, index: number, byte: number): number;
  /**
   * Carries out the call in hand, once. It trusts what it is given: it reads the kernel's copies, and stores at the
   * addresses. @returns its result. It does not matter what you answer when the caller blocked meanwhile.
   */
  perform(process: number, number: number, first: number, second: number): number;
}

export interface DispatcherMechanism {
  /**
   * `process` makes system call `number` with two arguments, each a signed 32-bit integer: an address of 0x8000_0000
   * or more is negative.
   * @returns what the caller is answered.
   */
  call(process: number, number: number, first: number, second: number): number;
}

/** One object for the whole run: new Dispatcher(services). */
export type DispatcherConstructor = new (services: Services) => DispatcherMechanism;
