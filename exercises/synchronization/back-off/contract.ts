/**
 * The lock that you implement, and the operations of the machine that you may use.
 *
 *      import { compute, load, testAndSet, type Lock, type Operation } from './contract';
 *      export class BackOffLock implements Lock { ... }
 *
 * Both methods are generator functions: write `yield*` before every operation,
 *
 *      const before = yield* testAndSet(address);
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
 *      new BackOffLock(services, lockAddress, cores)
 *
 * The lock is one cache line: the sixteen words from `lockAddress` on, all 0 at first. What you keep in fields is
 * private to that core, like its registers.
 */
export interface Lock {
  /**
   * Ends when `core` holds the lock.
   * @param core 0 to cores - 1, always the same for one object.
   */
  acquire(core: number): Operation;
  /** Called by the core that holds the lock. Waits for nobody. */
  release(core: number): Operation;
}
