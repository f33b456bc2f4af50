/**
 * Locks whose owners inherit priorities: what you implement, and what you may call.
 *
 *      import type { Locks, Services } from './contract';
 *      export class PriorityLocks implements Locks { ... }
 *
 * Threads, locks and priorities are numbers: threads from 0 to threads - 1, locks from 0 to locks - 1, priorities from 0
 * (the highest) on. There are at most 40 threads, 8 locks and 16 priorities.
 */

/** What the kernel offers to your locks. */
export interface Services {
  /** The priority that `thread` was given: 0 is the highest. It never changes. */
  own(thread: number): number;

  /**
   * From now on the scheduler takes `thread` for one of this priority, whether it runs, is ready or waits. At first each
   * counts as its own. Of several calls for a thread the last one holds. Answers 0.
   */
  setPriority(thread: number, priority: number): number;
}

/**
 * Your locks. There is one object for the whole machine; the kernel calls it, one call at a time, with interrupts masked.
 * It is created once, with
 *
 *      new PriorityLocks(services, threads, locks)
 *
 * Each step that your code takes costs the core that called a cycle.
 */
export interface Locks {
  /**
   * `thread`, which runs, asks for `lock`.
   *
   * @returns 1: it has the lock. 0: it waits; the kernel blocks it. -1: refused; it goes on without the lock.
   */
  acquire(thread: number, lock: number): number;

  /**
   * `thread`, which runs and has `lock`, gives it back.
   *
   * @returns the thread that waits for it and has it from now on: the kernel wakes it. -1: nobody waits, the lock is free.
   */
  release(thread: number, lock: number): number;

  /** `thread` waits for `lock`, and its patience is over: it goes on without the lock. What you return does not matter. */
  giveUp(thread: number, lock: number): number;
}
