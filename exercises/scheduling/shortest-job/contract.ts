/**
 * Shortest job first: what you implement, and what you may call.
 *
 *      import type { Scheduler, Services } from './contract';
 *      export class ShortestJob implements Scheduler { ... }
 *
 * Threads and cores are numbers: threads from 0 to maxThreads - 1, cores from 0 to cores - 1. There are at most 128
 * threads, which may all wait at once, and at most 4 cores.
 */

/** What the kernel offers to your scheduler. */
export interface Services {
  /** The current cycle. You can do without it here. */
  now(): number;
}

/**
 * Your scheduler. There is one object for the whole machine; every core calls it, one call at a time, with
 * interrupts masked. It is created once, with
 *
 *      new ShortestJob(services, cores, maxThreads, window, firstEstimate)
 *
 * Each step that your code takes costs the calling core a cycle.
 */
export interface Scheduler {
  /**
   * `thread` became ready and waits for a core from now on.
   *
   * @param reason 0 it was created, 1 its device is done, 3 it gave the core up.
   */
  enqueue(thread: number, reason: number): void;

  /**
   * `core` needs a thread. The thread that you answer is dispatched at once and waits no longer; it runs until it
   * leaves by itself.
   *
   * @returns a waiting thread, or -1 to leave the core idle. An idle core asks again when a thread becomes ready.
   */
  pickNext(core: number): number;

  /**
   * A burst of `thread` is over: it computed for `cycles` since its dispatch, and now waits for its device, gives the
   * core up or ends. Who gives the core up is handed to enqueue after this.
   *
   * @param cycles at least 1, at most 1,048,576.
   */
  burstEnded(thread: number, cycles: number): void;

  /**
   * How long will the next burst of `thread` be? Asked after each enqueue of it.
   *
   * @returns the mean of its last `window` bursts, or of all while it has had fewer, rounded down; `firstEstimate`
   *   before its first burst is over.
   */
  estimate(thread: number): number;
}
