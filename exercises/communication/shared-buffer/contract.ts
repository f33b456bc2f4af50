/**
 * A buffer in shared memory: what you implement, and what the machine offers to it.
 *
 *      import { ATTACH, type Buffer, CREATE_SEGMENT, load, type Operation, store, systemCall } from './contract';
 *      export class SharedBuffer implements Buffer { ... }
 *
 * All methods are generator functions: write `yield*` before every operation and before every method of your own that
 * has some,
 *
 *      const published = yield* load(this.base);
 *
 * for at each operation the other process may come in between. `systemCall` enters the kernel, the others do not.
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
  systemCall,
} from '../../../simulator/programs/operations';

import type { Operation } from '../../../simulator/programs/operations';

/** systemCall(CREATE_SEGMENT, key, pages): the number of the segment with this key; a new one, of zeros, where there is none. */
export const CREATE_SEGMENT = 85;
/** systemCall(ATTACH, segment, rights): the address at which your process has it from now on. */
export const ATTACH = 86;
/** Rights of `ATTACH`: to read and write. */
export const READ_WRITE = 3;

export const WORD_BYTES = 4;
/** Words that the segment has beside those of `places` messages. */
export { CONTROL_WORDS } from '../../../simulator/kernel/communication/shared-buffer-interface';

/**
 * One object for each of the two processes: new SharedBuffer(services, places, words), for `places` messages at a time
 * of `words` words each. There are no services. Fields are private to the process; what both know lies in the segment.
 */
export interface Buffer {
  /** Called once, before everything else, by both. The answer is not looked at. */
  open(key: number, pages: number): Operation;
  /** Copies the message at `from` into the buffer. @returns 1; 0 when it is full. */
  send(from: number): Operation;
  /** Copies the oldest message to `to`, and its place is free. @returns 1; 0 when the buffer is empty. */
  receive(to: number): Operation;
  /** @returns the address at which the next message is built; 0 when the buffer is full. */
  reserve(): Operation;
  /** Called when the message at the reserved address is whole: it can be received. The answer is not looked at. */
  publish(): Operation;
  /** @returns the address of the oldest message, which stays; 0 when the buffer is empty. */
  peek(): Operation;
  /** Called when the message that `peek` named was read: its place is free. The answer is not looked at. */
  release(): Operation;
}
