/**
 * A queue for each core: what you implement, and what you may call.
 *
 *      import type { Scheduler, Services } from './contract';
 *      export class PerCoreQueues implements Scheduler { ... }
 *
 * Threads, cores and nodes are numbers from 0. There are at most 64 threads, 8 cores and 2 nodes.
 */

/** What the kernel offers to your scheduler. */
export interface Services {
  /** The current cycle. You can do without it here. */
  now(): number;

  /** The node that `core` belongs to. It does not change. */
  nodeOf(core: number): number;

  /** The node in whose memory everything lies that `thread` works with. It does not change. */
  homeOf(thread: number): number;
}

/**
 * Your scheduler. There is one object for the whole machine; every core calls it, one call at a time, with
 * interrupts masked. It is created once, with
 *
 *      new PerCoreQueues(services, cores, maxThreads)
 *
 * Each step that your code takes costs the calling core a cycle.
 */
export interface Scheduler {
  /**
   * `thread` became ready and waits for a core from now on.
   *
   * @param reason 0 it was created, 1 its device is done, 2 it was preempted at a tick.
   */
  enqueue(thread: number, reason: number): void;

  /**
   * `core` needs a thread: the one before waits for its device, ended, or was preempted; or the core idles, and a
   * thread became ready, for any core. The thread that you answer is dispatched at once and waits no longer.
   *
   * @returns a waiting thread, or -1 to leave the core idle.
   */
  pickNext(core: number): number;

  /**
   * The timer ticked on `core`, where `running` has computed for another tick since it was dispatched or since its
   * tick before.
   *
   * @returns 1 to preempt it: it is then given to enqueue, and pickNext is asked; 0 to let it run on.
   */
  tick(core: number, running: number): number;
}
