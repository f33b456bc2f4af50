/**
 * A context switch: what you implement, and what the kernel offers.
 *
 *      import type { Services, Switch } from './contract';
 *      export class ContextSwitch implements Switch { ... }
 *
 * Threads, processes, registers and words are numbers from 0 on. Before every single call the machine throws your
 * object away and makes a new one, in a fresh copy of your file: what you keep in fields or variables is gone.
 */

/** Of the core on which the call happens, and of control blocks. Every core has registers and page table of its own. */
export interface Services {
  /** A register of the core: 0 is the program counter, 1 to 31 are x1 to x31. -1 where there is none. */
  register(index: number): number;
  /** @returns 0; -1 where there is no such register. */
  setRegister(index: number, value: number): number;
  /** The word with this number, 0 to 63, of the control block of `thread`. -1 where there is none. */
  load(thread: number, word: number): number;
  /** @returns 0; -1 where there is no such word: nothing is stored then. */
  store(thread: number, word: number, value: number): number;
  /** The process whose page table the core has loaded. At the start that is process 0, under identifier 0. */
  loadedProcess(): number;
  /**
   * From now on the core translates with the page table of `process`, and keeps translations under `identifier`.
   * @param identifier 0 to identifiers - 1. A machine without identifiers takes any number as 0.
   * @returns 0; -1 where there is no such process or identifier: nothing is loaded then.
   */
  loadPageTable(process: number, identifier: number): number;
  /** The core forgets all translations in its buffers, whatever their identifier. */
  flush(): number;
}

/**
 * Your context switch. Made for each call with
 *
 *      new ContextSwitch(services, identifiers)
 *
 * identifiers: how many address-space identifiers the cores have: 64, or 0 on a machine without. There are at most 9
 * threads and at most 6 processes.
 */
export interface Switch {
  /** `thread` leaves the core: the timer took it away, it gave way, it waits, or it is over. */
  save(thread: number): void;
  /** `thread`, of `process`, gets the core. */
  restore(thread: number, process: number): void;
}
