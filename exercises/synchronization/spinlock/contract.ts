/**
 * The spinlock that you implement, and the operations of the machine that you may use.
 *
 *      import { pause, testAndSet, type Lock, type Operation } from './contract';
 *      export class Spinlock implements Lock { ... }
 *
 * Both methods are generator functions: write `yield*` before every operation,
 *
 *      const old = yield* testAndSet(address);
 *
 * for at each of them another core may come in between.
 */
export {
  compareAndSwap,
  compute,
  fence,
  fetchAndAdd,
  load,
  type Operation,
  pause,
  store,
  swap,
  testAndSet,
} from '../../../simulator/programs/operations';

import type { Operation } from '../../../simulator/programs/operations';

/** The services object of this exercise is empty: the operations above are all there is. */
export type Services = Readonly<Record<string, never>>;

/**
 * Your lock. Every core has an object of its own, made in a fresh copy of your file:
 *
 *      new Spinlock(services, lockAddress, cores)
 *
 * What you keep in fields is private to that core, like its registers. What cores share lies in memory, as 32-bit
 * words: `cores + 2` cache lines of 64 bytes, the first beginning at `lockAddress`. All of them are 0 at first.
 */
export interface Lock {
  /**
   * Ends when `core` holds the lock.
   * @param core 0 to cores - 1, always the same for one object.
   */
  acquire(core: number): Operation;
  /** Called by the core that holds the lock. May wait for a core that is about to join the queue, and for nothing else. */
  release(core: number): Operation;
}
