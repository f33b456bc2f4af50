/**
 * The lock that you implement, and the operations that you may use.
 *
 *      import { compareAndSwap, sleepIfEqual, wake, type Lock, type Operation } from './contract';
 *      export class FastLock implements Lock { ... }
 *
 * Both methods are generator functions: write `yield*` before every operation,
 *
 *      const found = yield* compareAndSwap(address, 0, 1);
 *
 * for at each of them another thread may come in between. `sleepIfEqual` and `wake` enter the kernel; the others do not.
 */
export {
  compareAndSwap,
  compute,
  fence,
  fetchAndAdd,
  load,
  type Operation,
  pause,
  sleepIfEqual,
  store,
  swap,
  testAndSet,
  wake,
} from '../../../simulator/programs/operations';

import type { Operation } from '../../../simulator/programs/operations';

/** The services object of this exercise is empty: the operations above are all there is. */
export type Services = Readonly<Record<string, never>>;

/**
 * Your lock. Every thread has an object of its own, made in a fresh copy of your file:
 *
 *      new FastLock(services, lockAddress, threads)
 *
 * What you keep in fields is private to that thread. What threads share lies in memory, as 32-bit words: the
 * 16 * (threads + 2) words from `lockAddress` on, at multiples of 4. All of them are 0 at first.
 */
export interface Lock {
  /**
   * Ends when `thread` holds the lock.
   * @param thread 0 to threads - 1, always the same for one object.
   */
  lock(thread: number): Operation;
  /** Called by the thread that holds the lock. */
  unlock(thread: number): Operation;
}
