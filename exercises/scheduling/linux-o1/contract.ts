/**
 * The O(1) scheduler: what you implement, and what you may call.
 *
 *      import type { Scheduler, Services } from './contract';
 *      export class LinuxO1 implements Scheduler { ... }
 *
 * Threads, cores and priorities are numbers: threads from 0 to maxThreads - 1, cores from 0 to cores - 1, priorities
 * from 0 (the best) to 139. There are at most 500 threads, which may all wait at once, and 4 cores.
 */

/** What the kernel offers to your scheduler. */
export interface Services {
  /** The current cycle. It stands still during a call. */
  now(): number;

  /** The priority that `thread` was given: 0 to 99 real time, 100 to 139 time sharing. It never changes. */
  priority(thread: number): number;
}

/**
 * Your scheduler. There is one object for the whole machine; every core calls it, one call at a time, with
 * interrupts masked. It is created once, with
 *
 *      new LinuxO1(services, cores, maxThreads, millisecondCycles, sleepCycles)
 *
 * Each step that your code takes costs the calling core a cycle.
 */
export interface Scheduler {
  /**
   * `thread` became ready and waits for a core from now on.
   *
   * @param reason 0 it was created, 1 its device is done, 2 it was preempted, 3 it gave the core up.
   * @returns 1 + the core whose thread makes room at once, or 0 for none. That core then calls sliceEnded(its thread, 4,
   *   cycles), enqueue(its thread, 2) and pickNext; what comes in between it tells first.
   */
  enqueue(thread: number, reason: number): number;

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
   * `thread` stops running, or its timer ticks, after `cycles` cycles of its own since slice was asked.
   *
   * @param how 0 the timer ticked (a tick follows), 1 it waits for its device, 2 it gave the core up (an enqueue follows),
   *   3 it ended, 4 it makes room for a better one (an enqueue follows).
   */
  sliceEnded(thread: number, how: number, cycles: number): void;

  /**
   * The timer of `core` ticked: the slice of `running` is used up, and sliceEnded has told so.
   *
   * @returns 1 to preempt the thread: the kernel then calls enqueue(running, 2) and pickNext(core). 0 to let it
   *   run on, for a new slice.
   */
  tick(core: number, running: number): number;

  /** The priority of `thread` with its bonus. Changes nothing. Asked after each enqueue, pickNext and tick of it. */
  level(thread: number): number;

  /** In which array `thread` waits: 0 the active one, 1 the expired one. Changes nothing. Asked after each enqueue of it. */
  isExpired(thread: number): number;
}
