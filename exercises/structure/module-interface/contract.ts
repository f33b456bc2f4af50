/**
 * The kernel's table of modules: what you implement, and what the kernel offers to it.
 *
 *      import type { Modules, Services } from './contract';
 *      export class ModuleTable implements Modules { ... }
 */

/** Starts a module: 0, or it cannot work here. Its argument is 0. */
export const START = 0;
/** Ends a module. Its argument is 0. */
export const END = 1;
/** What is answered where something cannot be done. */
export const REFUSED = -1;

export interface Services {
  /** A word of the kernel's memory, at a multiple of 4. */
  load(address: number): number;
  /** Runs the operation of a module that lies at this address. @returns what it answers. */
  run(operation: number, argument: number): number;
}

/** One object for the whole run: new ModuleTable(services). */
export interface Modules {
  /**
   * From now on there are modules of this interface.
   * @param operations how many an interface has, 3 to 8. @param required bit i: a module must have operation i.
   */
  describe(interfaceNumber: number, operations: number, required: number): number;
  /** A module lies at this address: interface, name, and an address for each operation, 0 for none. */
  load(address: number): number;
  /** @returns a handle, 0 or more. */
  open(interfaceNumber: number, name: number): number;
  /** @returns what the operation answers. */
  call(handle: number, operation: number, argument: number): number;
  close(handle: number): number;
  unload(interfaceNumber: number, name: number): number;
}
