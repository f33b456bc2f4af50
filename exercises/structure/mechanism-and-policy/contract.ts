/**
 * Mechanism and policy: what you implement, and what you may ask.
 *
 *      import type { Queue, Services } from './contract';
 *      export class ReadyQueue implements Queue { ... }
 *
 * Threads and cores are numbers: threads from 0 to maxThreads - 1, at most 48, all of which may wait at once.
 */

/**
 * Which policy the queue is to serve:
 *
 *      0   first come, first served: whose `enqueue` came first goes first, and nobody takes the core from anybody
 *      1   the thread with the lower `services.priority` goes first; of equals, the one whose `enqueue` came first
 *      2   a policy that you do not know: `services.before` says who goes first
 */
export type PolicyNumber = number;

/** What you may ask the kernel. */
export interface Services {
  /** The current cycle. You can do without it here. */
  now(): number;
  /** 0 (goes first) to 139. It never changes. */
  priority(thread: number): number;
  /**
   * What the kernel's own policy says of two different threads: 1 if `a` goes before `b`, else 0. Of any two threads
   * one goes before the other, and that never changes.
   */
  before(a: number, b: number): number;
}

/**
 * Your queue. There is one object for the whole machine; every core calls it, one call at a time. It is created once,
 * with
 *
 *      new ReadyQueue(services, policy, maxThreads)
 *
 * where `policy` is a PolicyNumber.
 */
export interface Queue {
  /**
   * `thread` became ready and waits from now on. It joins behind all that wait already.
   *
   * @param reason 0 it was created, 1 its device is done, 2 it was preempted (you answered 1 to its tick), 3 it gave
   *   the core up.
   */
  enqueue(thread: number, reason: number): void;

  /** @returns the waiting thread that goes first, which waits no longer; -1 when nobody waits. */
  pickNext(core: number): number;

  /**
   * The timer of `core` ticked while `running` computed.
   *
   * @returns 1 if a waiting thread goes before `running`: the kernel then calls enqueue(running, 2) and
   *   pickNext(core). 0 to let it run on.
   */
  tick(core: number, running: number): number;
}
