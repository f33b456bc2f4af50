/**
 * Shortest remaining time first: what you implement, and what you may call.
 *
 *      import type { Scheduler, Services } from './contract';
 *      export class ShortestRemaining implements Scheduler { ... }
 *
 * Threads and cores are numbers: threads from 0 to maxThreads - 1, cores from 0 to cores - 1. There are at most 128
 * threads, which may all wait at once, and at most 8 cores.
 */

/** What the kernel offers to your scheduler. */
export interface Services {
  /** The current cycle. It stands still during a call. */
  now(): number;

  /**
   * Cycles that `thread` still has to compute, from now to its end: all its computations, but nothing of what it waits
   * for devices. While it runs this becomes less; while it waits or is blocked it stays. 0 of a thread that is over.
   */
  remainingCycles(thread: number): number;
}

/**
 * Your scheduler. There is one object for the whole machine; every core calls it, one call at a time, with
 * interrupts masked. It is created once, with
 *
 *      new ShortestRemaining(services, cores, maxThreads)
 *
 * Each step that your code takes costs the calling core a cycle.
 */
export interface Scheduler {
  /**
   * `thread` became ready and waits for a core from now on.
   *
   * @param reason 0 it was created, 1 its device is done, 2 it was preempted, 3 it gave the core up.
   * @returns 1 + the core whose thread makes room at once, or 0 for none. The kernel then calls enqueue(that thread, 2)
   *   and pickNext for that core; what comes in between it tells first.
   */
  enqueue(thread: number, reason: number): number;

  /**
   * `core` needs a thread. The thread that you answer is dispatched at once and waits no longer.
   *
   * @returns a waiting thread, or -1 to leave the core idle. An idle core asks again when a thread becomes ready.
   */
  pickNext(core: number): number;
}
