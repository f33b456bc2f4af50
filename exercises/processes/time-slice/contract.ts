/**
 * Time slices: what you implement, and what you may ask.
 *
 *      import type { Services, Slices } from './contract';
 *      export class TimeSlices implements Slices { ... }
 *
 * Threads are numbers from 0 to maxThreads - 1. All times are in cycles.
 */

/** What the kernel offers. */
export interface Services {
  /** The current cycle. */
  now(): number;
  /** How many threads were created and are not over: the one that is about to run, those that wait, those at a device. */
  alive(): number;
}

/**
 * Your policy. There is one object for the machine, created once with
 *
 *      new TimeSlices(services, switchCycles, responseCycles, longestCycles, maxThreads)
 *
 * What your code does takes no time on this machine.
 */
export interface Slices {
  /**
   * `thread` is about to run: it has come to the head of the queue, or its slice ran out and nobody waits.
   *
   * @returns for how many cycles of its own computing it may run before the kernel gives the core to the next one that
   *   waits: an integer from switchCycles to longestCycles.
   */
  slice(thread: number): number;

  /**
   * The slice of `thread` is over, after `cycles` cycles of its computing. If it ran out and others wait, the thread
   * joins the end of the queue now.
   *
   * @param how 0 it ran out, 1 the thread waits for a device, 2 it gave the core up, 3 it ended.
   */
  sliceEnded(thread: number, how: number, cycles: number): void;
}
