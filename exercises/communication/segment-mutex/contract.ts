/**
 * The mutex that you implement, and the operations that you may use.
 *
 *      import { compareAndSwap, sleepIfEqual, wake, type Mutex, type Operation } from './contract';
 *      export class SegmentMutex implements Mutex { ... }
 *
 * All methods are generator functions: write `yield*` before every operation,
 *
 *      const found = yield* compareAndSwap(address, 0, 1);
 *
 * for at each of them another process may come in between. `sleepIfEqual`, `wake` and `systemCall` enter the kernel;
 * the others do not.
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
  systemCall,
  testAndSet,
  wake,
} from '../../../simulator/programs/operations';

import type { Operation } from '../../../simulator/programs/operations';

/** Bytes of a line of the segment. */
export const LINE_BYTES = 64;

/**
 * The same calls for threads of one process, as a mutex with default attributes uses them: the kernel looks for
 * sleepers by process and virtual address, without asking in which frame the word lies.
 *
 *      yield* systemCall(PRIVATE_CALL.sleepIfEqual, address, expected);
 *      yield* systemCall(PRIVATE_CALL.wake, address, count);
 */
export const PRIVATE_CALL = { sleepIfEqual: 67, wake: 68 };

/** The services object of this exercise is empty: the operations above are all there is. */
export type Services = Readonly<Record<string, never>>;

/**
 * Your mutex. Every process has an object of its own, made in a fresh copy of your file:
 *
 *      new SegmentMutex(services, address, processes)
 *
 *      address                         the line of the mutex, where this process has it attached
 *      address + 64 * (1 + condition)  the line of condition 0 or 1
 *      address + 64 * (3 + process)    a line for each process
 *
 * All words are 0 at first. What you keep in fields lies in the memory of that process and is seen by no other.
 */
export interface Mutex {
  /**
   * Ends when `process` holds the mutex.
   * @param process 0 to processes - 1, always the same for one object.
   */
  lock(process: number): Operation;
  /** Gives the mutex back. @returns 0; -1 where `process` does not hold it, and then nothing has changed. */
  unlock(process: number): Operation;
  /**
   * Called by the process that holds the mutex: gives it up, sleeps until a later signal, and ends when it has it again.
   * @param condition 0 or 1.
   */
  wait(process: number, condition: number): Operation;
  /** Called by the process that holds the mutex: one of those that wait at this condition goes on. */
  signal(process: number, condition: number): Operation;
}
