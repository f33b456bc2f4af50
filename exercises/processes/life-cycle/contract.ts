/**
 * The life cycle of threads that you implement.
 *
 *      import { STATE, CHANGE, type LifeCycleMechanism } from './contract';
 *      export class LifeCycle implements LifeCycleMechanism { ... }
 *
 * It is made once, with `new LifeCycle(services, maxThreads)`; there are no services. Threads are numbers from 0 to
 * maxThreads - 1. All of them are new then.
 */

/** States of a thread. */
export const STATE = { new: 0, ready: 1, running: 2, blocked: 3, exited: 4 } as const;

/** What happens to a thread. */
export const CHANGE = {
  /** It was created: a new one is ready. */
  admit: 0,
  /** A core was given to it: a ready one runs. */
  dispatch: 1,
  /** The kernel took the core away: a running one is ready. */
  preempt: 2,
  /** It gave its core up: a running one is ready. */
  yield: 3,
  /** It waits for a device: a running one is blocked. */
  block: 4,
  /** Its device is done: a blocked one is ready. */
  wake: 5,
  /** Its program is over: a running one has exited. */
  exit: 6,
} as const;

export interface LifeCycleMechanism {
  /**
   * Something is to happen to a thread.
   * @param transition one of CHANGE, or any other number. @param cycle the current one: never less than before.
   * @returns 1, and the thread is in its new state from this cycle on; 0 where this cannot happen to it, and nothing
   *   changes.
   */
  change(thread: number, transition: number, cycle: number): number;

  /** @returns the state of a thread; -1 where there is no such thread. */
  state(thread: number): number;

  /**
   * @param state one of STATE. @param cycle the current one.
   * @returns how many cycles the thread has been ready, running or blocked, whichever is asked, up to `cycle`; 0 for the
   *   other two states, and where there is no such thread.
   */
  cycles(thread: number, state: number, cycle: number): number;
}
