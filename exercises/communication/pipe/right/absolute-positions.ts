// Positions in the stream instead of an offset and a count; waits of both ends in one list each, woken at one place.
import { DONE, type PipeMechanism, READ_END, REFUSED, type Services, WAIT, WRITE_END } from '../contract';

export class Pipe implements PipeMechanism {
  private written = 0;
  private read = 0;
  private readonly closed = [0, 0];
  private readonly waiting: number[][] = [[], []];

  constructor(
    private readonly services: Services,
    private readonly capacity: number,
  ) {}

  send(process: number, bytes: number): number {
    if (this.closed[READ_END] === 1) return REFUSED;
    let left = bytes;
    while (left > 0 && this.written - this.read < this.capacity) {
      const at = this.written % this.capacity;
      const room = this.capacity - (this.written - this.read);
      const piece = Math.min(left, room, this.capacity - at);
      this.services.copyIn(at, piece);
      this.written += piece;
      left -= piece;
    }
    if (left > 0) this.waiting[WRITE_END].push(process);
    this.wakeNext();
    return left > 0 ? WAIT : DONE;
  }

  receive(process: number, bytes: number): number {
    if (this.written === this.read && this.closed[WRITE_END] === 0) {
      this.waiting[READ_END].push(process);
      return WAIT;
    }
    let left = bytes;
    while (left > 0 && this.read < this.written) {
      const at = this.read % this.capacity;
      const piece = Math.min(left, this.written - this.read, this.capacity - at);
      this.services.copyOut(at, piece);
      this.read += piece;
      left -= piece;
    }
    this.wakeNext();
    return DONE;
  }

  close(end: number): void {
    this.closed[end] = 1;
    const others = 1 - end;
    while (this.waiting[others].length > 0) this.wakeOne(others);
  }

  private wakeNext(): void {
    const filled = this.written - this.read;
    if (filled > 0 && this.waiting[READ_END].length > 0) this.wakeOne(READ_END);
    else if (filled < this.capacity) this.wakeOne(WRITE_END);
  }

  private wakeOne(end: number): void {
    const process = this.waiting[end].shift();
    if (process !== undefined) this.services.wake(process);
  }
}
