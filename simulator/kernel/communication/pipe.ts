/**
 * A pipe: a stream of bytes through a ring, without boundaries.
 *
 *      first ─▼            ▼─ first + filled
 *      [ . . .x x x x x x x. . . . ]   capacity bytes; both go round
 *
 * A write is over when all its bytes are in the ring, a read when it has one byte or more. A call wakes one process at
 * most, and that one the next when it goes on: so that there is something left for each, and nobody is woken in vain.
 * Source: xv6-riscv, pipe.c, which wakes all and lets them look again.
 */
import {
  BUFFER_BYTES,
  CHANNEL_ANSWER,
  type CopyServices,
  type EndedMechanism,
  PIPE_END,
} from './channel-interface';

const { done, wait, refused } = CHANNEL_ANSWER;

export class Pipe implements EndedMechanism {
  private readonly capacity: number;
  private first = 0;
  private filled = 0;
  private readonly isClosed = [false, false];
  private readonly readers: number[] = [];
  private readonly writers: number[] = [];

  /** @param capacity bytes. */
  constructor(
    private readonly kernel: CopyServices,
    capacity: number,
  ) {
    this.capacity = Math.min(capacity, BUFFER_BYTES);
  }

  send(process: number, bytes: number): number {
    const { kernel, capacity } = this;
    if (this.isClosed[PIPE_END.read]) return refused;
    const moved = Math.min(bytes, capacity - this.filled);
    this.pieces((this.first + this.filled) % capacity, moved, kernel.copyIn);
    this.filled += moved;
    if (moved < bytes) this.writers.push(process);
    this.wakeNext();
    return moved < bytes ? wait : done;
  }

  receive(process: number, bytes: number): number {
    const { kernel } = this;
    const moved = Math.min(bytes, this.filled);
    if (moved === 0 && bytes > 0 && !this.isClosed[PIPE_END.write]) {
      this.readers.push(process);
      return wait;
    }
    this.pieces(this.first, moved, kernel.copyOut);
    this.first = (this.first + moved) % this.capacity;
    this.filled -= moved;
    this.wakeNext();
    return done;
  }

  close(end: number): void {
    this.isClosed[end] = true;
    const others = end === PIPE_END.read ? this.writers : this.readers;
    while (others.length > 0) this.wake(others);
  }

  /** What goes over the end of the ring goes on at its start. */
  private pieces(from: number, bytes: number, copy: (offset: number, bytes: number) => number): void {
    const untilEnd = Math.min(bytes, this.capacity - from);
    if (untilEnd > 0) copy(from, untilEnd);
    if (bytes > untilEnd) copy(0, bytes - untilEnd);
  }

  private wakeNext(): void {
    if (this.filled > 0 && this.readers.length > 0) this.wake(this.readers);
    else if (this.filled < this.capacity) this.wake(this.writers);
  }

  private wake(waiting: number[]): void {
    const process = waiting.shift();
    if (process !== undefined) this.kernel.wake(process);
  }
}
