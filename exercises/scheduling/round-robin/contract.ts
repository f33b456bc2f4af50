/**
 * Round robin: what you implement, and what you may call.
 *
 *      import type { Scheduler, Services } from './contract';
 *      export class RoundRobin implements Scheduler { ... }
 *
 * Threads and cores are numbers: threads from 0 to maxThreads - 1, cores from 0 to cores - 1. There are at most 48
 * threads, which may all wait at once, and at most 8 cores.
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
 *      new RoundRobin(services, cores, maxThreads, quantumTicks)
 *
 * Each step that your code takes costs the calling core a cycle.
 */
export interface Scheduler {
  /**
   * `thread` became ready and waits for a core from now on.
   *
   * @param reason 0 it was created, 1 its device is done, 2 it was preempted (you answered 1 to its tick), 3 it
   *   gave the core up.
   */
  enqueue(thread: number, reason: number): void;

  /**
   * `core` needs a thread. The thread that you answer is dispatched at once and waits no longer; its quantum
   * begins now.
   *
   * @returns a waiting thread, or -1 to leave the core idle. An idle core asks again when a thread becomes ready.
   */
  pickNext(core: number): number;

  /**
   * The timer of `core` ticked: the thread `running` has computed for one more tick. The first call after a
   * dispatch comes after one whole tick.
   *
   * @returns 1 to preempt the thread: the kernel then calls enqueue(running, 2) and pickNext(core). 0 to let it
   *   run on.
   */
  tick(core: number, running: number): number;
}
