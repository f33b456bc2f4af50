/**
 * Completely fair scheduling: what you implement, and what you may call.
 *
 *      import type { Scheduler, Services } from './contract';
 *      export class CompletelyFair implements Scheduler { ... }
 *
 * Threads and cores are numbers: threads from 0 to maxThreads - 1, cores from 0 to cores - 1. There are at most 1,000
 * threads, which may all wait at once, and 4 cores.
 */

/** What the kernel offers to your scheduler. */
export interface Services {
  /** The current cycle. You can do without it here. */
  now(): number;

  /** How nice `thread` is to others: -20 (not at all) to 19. It never changes. */
  nice(thread: number): number;

  /** The weight of a nice value, from the table in the statement. Of what is none it is 0. */
  weightOf(nice: number): number;
}

/**
 * Your scheduler. There is one object for the whole machine; every core calls it, one call at a time, with
 * interrupts masked. It is created once, with
 *
 *      new CompletelyFair(services, cores, maxThreads, periodCycles, minimumCycles)
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
   * `core` needs a thread. The thread that you answer is dispatched at once and waits no longer.
   *
   * @returns a waiting thread, or -1 to leave the core idle. An idle core asks again when a thread becomes ready.
   */
  pickNext(core: number): number;

  /**
   * For how many cycles of its own may `thread` run? Asked after a pickNext that answered it, and after a tick that let it
   * run on.
   *
   * @returns the cycles after which the timer ticks, 1 at least.
   */
  slice(thread: number): number;

  /**
   * A slice of `thread` is over, after `cycles` cycles of its own; 0 if it left at once.
   *
   * @param how 0 the timer ticked (a tick follows), 1 it waits for its device, 2 it gave the core up (an enqueue follows),
   *   3 it ended.
   */
  sliceEnded(thread: number, how: number, cycles: number): void;

  /**
   * The timer of `core` ticked: the slice of `running` has run out, and sliceEnded has told so.
   *
   * @returns 1 to preempt the thread: the kernel then calls enqueue(running, 2) and pickNext(core). 0 to let it
   *   run on, for another slice.
   */
  tick(core: number, running: number): number;

  /** The virtual runtime of `thread`. Changes nothing. Asked after each enqueue and sliceEnded of it. */
  virtualRuntime(thread: number): number;
}
