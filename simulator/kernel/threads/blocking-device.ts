/**
 * A device that threads wait for: it serves up to `parallel` requests at a time, the others in order of arrival.
 *
 *      parallel 1          a disk: requests queue
 *      parallel Infinity   think time, a network of its own for each: nobody waits for anybody
 *
 * It has no registers and moves no data: it takes time, and interrupts when a request is done.
 */
import type { ThreadId } from './thread';

export class BlockingDevice {
  private serving = 0;
  private waiting: number[] = [];
  private head = 0;
  /** Cycles of service given, over all requests. */
  busyCycles = 0;

  constructor(
    readonly id: number,
    readonly parallel: number,
  ) {
    if (!(parallel >= 1)) throw new RangeError(`device ${id}: parallel must be at least 1, got ${parallel}`);
  }

  /** @returns true when the request is served at once; else it waits in line. */
  request(thread: ThreadId, cycles: number): boolean {
    if (this.serving < this.parallel) {
      this.serving++;
      this.busyCycles += cycles;
      return true;
    }
    this.waiting.push(thread, cycles);
    return false;
  }

  /** A request is done. @returns whether another begins: read `nextThread` and `nextCycles`. */
  complete(): boolean {
    this.serving--;
    if (this.head === this.waiting.length) return false;
    this.nextThread = this.waiting[this.head++];
    this.nextCycles = this.waiting[this.head++];
    if (this.head === this.waiting.length) {
      this.waiting.length = 0;
      this.head = 0;
    }
    this.serving++;
    this.busyCycles += this.nextCycles;
    return true;
  }
  nextThread: ThreadId = -1;
  nextCycles = 0;
}
