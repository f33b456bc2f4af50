/** A buffer in a segment of shared memory, by which one process hands messages to another: what each side may ask. */
import type { PolicyShape } from '../../engine/policy';
import type { Operation } from '../../programs/operations';

/** Words of the segment beside those that the messages need. */
export const CONTROL_WORDS = 64;

/**
 * Each side has an object of its own: what both know of lies in the segment. Messages are all of the same length.
 * No call waits. All but `open` do without the kernel.
 */
export interface Buffer {
  /** Set-up: the segment with this key, attached. */
  open(key: number, pages: number): Operation;
  /** Copies the message at `from` into the buffer. @returns 1; 0 when it is full. */
  send(from: number): Operation;
  /** Copies the oldest message out of the buffer. @returns 1; 0 when it is empty. */
  receive(to: number): Operation;
  /** @returns where the sender may build its next message; 0 when the buffer is full. */
  reserve(): Operation;
  /** What was built there is a message from now on. @returns nothing */
  publish(): Operation;
  /** @returns where the oldest message lies; 0 when the buffer is empty. */
  peek(): Operation;
  /** Its place may be used again. @returns nothing */
  release(): Operation;
}

export const SHARED_BUFFER_SHAPE: PolicyShape = {
  className: 'SharedBuffer',
  methods: {},
  programs: { open: 2, send: 1, receive: 1, reserve: 0, publish: 0, peek: 0, release: 0 },
  services: {},
};
