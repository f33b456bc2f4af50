/**
 * The queue lock that you implement, and the operations of the machine that you may use.
 *
 *      import { load, pause, swap, type Lock, type Operation } from './contract';
 *      export class QueueLock implements Lock { ... }
 *
 * Both methods are generator functions: write `yield*` before every operation,
 *
 *      const before = yield* swap(address, value);
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

/** Bytes of a cache line. */
export const LINE_BYTES = 64;

/** The services object of this exercise is empty: the operations above are all there is. */
export type Services = Readonly<Record<string, never>>;

/**
 * Your lock. Every core has an object of its own, made in a fresh copy of your file:
 *
 *      new QueueLock(services, lockAddress, cores)
 *
 *      lockAddress                     the line of the lock
 *      lockAddress + 64 * (1 + core)   the line of each core: where it waits
 *      lockAddress + 64 * (1 + cores)  one more line
 *
 * All words are 0 at first. What you keep in fields is private to that core, like its registers.
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
