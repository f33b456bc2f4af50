/**
 * Coherence by software: what you implement, and what a core can do with its cache.
 *
 *      import { type Coherence, LINES_PER_OBJECT, type Services } from './contract';
 *      export class SoftwareCoherence implements Coherence { ... }
 */

/** Object o has the lines o * LINES_PER_OBJECT to o * LINES_PER_OBJECT + LINES_PER_OBJECT - 1. */
export const LINES_PER_OBJECT = 8;

/**
 * What the core at hand does with its own cache: the core that acquires, has stored, or releases. A line that is not
 * there needs nothing, but the call counts all the same. The answer is 0.
 */
export interface Services {
  /** Writes the line to memory if it was stored to here, and keeps it. */
  clean(line: number): number;
  /** Drops the line. Stores that memory lacks are lost. */
  invalidate(line: number): number;
  /** Writes the line to memory if it was stored to here, and drops it. */
  flush(line: number): number;
}

/** One object for the whole machine: new SoftwareCoherence(services, cores, objects). Answers are not looked at. */
export interface Coherence {
  /** The core may use the object from now on; nobody else does until it releases it. */
  acquires(core: number, object: number): void;
  /** The core has stored to a line of the object that it has. Called after each store. */
  stored(core: number, line: number): void;
  /** The core is about to give the object up: others, and devices, may use it afterwards. */
  releases(core: number, object: number): void;
  /** A device has written all lines of an object in memory, which nobody had meanwhile. There is no core at hand: no service may be called. */
  deviceWrote(object: number): void;
}
