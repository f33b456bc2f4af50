/**
 * Priorities with ageing: what you implement, and what you may call.
 *
 *      import type { Scheduler, Services } from './contract';
 *      export class PriorityAgeing implements Scheduler { ... }
 *
 * Threads, cores and priorities are numbers: threads from 0 to maxThreads - 1, cores from 0 to cores - 1, priorities
 * from 0 (the highest) to priorities - 1. There are at most 60 threads, which may all wait at once, 8 cores and 16
 * priorities.
 */

/** What the kernel offers to your scheduler. */
export interface Services {
  /** The current cycle. It stands still during a call. */
  now(): number;

  /** The priority that `thread` was given: 0 is the highest. It never changes. */
  priority(thread: number): number;
}

/**
 * Your scheduler. There is one object for the whole machine; every core calls it, one call at a time, with
 * interrupts masked. It is created once, with
 *
 *      new PriorityAgeing(services, cores, maxThreads, priorities, ageCycles)
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

  /**
   * The timer of `core` ticked: the thread `running` has computed for one more tick.
   *
   * @returns 1 to preempt the thread: the kernel then calls enqueue(running, 2) and pickNext(core). 0 to let it
   *   run on.
   */
  tick(core: number, running: number): number;

  /**
   * The effective priority of `thread` now, whether it waits, runs or is blocked. Changes nothing. The kernel asks after
   * each enqueue, pickNext and tick for the thread concerned, and every ageCycles for all threads.
   */
  level(thread: number): number;
}
