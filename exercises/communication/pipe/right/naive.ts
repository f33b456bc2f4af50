// Asks itself after each call who of those that wait can go on: readers while bytes are left, writers while room is.
import { DONE, type PipeMechanism, READ_END, REFUSED, type Services, WAIT } from '../contract';

export class Pipe implements PipeMechanism {
  private from = 0;
  private count = 0;
  private readersGone = false;
  private writersGone = false;
  private readers: number[] = [];
  private writers: number[] = [];

  constructor(
    private readonly services: Services,
    private readonly capacity: number,
  ) {}

  send(process: number, bytes: number): number {
    if (this.readersGone) return REFUSED;
    const fits = Math.min(bytes, this.capacity - this.count);
    const to = (this.from + this.count) % this.capacity;
    const first = Math.min(fits, this.capacity - to);
    if (first > 0) this.services.copyIn(to, first);
    if (fits > first) this.services.copyIn(0, fits - first);
    this.count += fits;
    if (fits < bytes) this.writers.push(process);
    this.wakeNext();
    return fits < bytes ? WAIT : DONE;
  }

  receive(process: number, bytes: number): number {
    if (this.count === 0 && !this.writersGone) {
      this.readers.push(process);
      return WAIT;
    }
    const there = Math.min(bytes, this.count);
    const first = Math.min(there, this.capacity - this.from);
    if (first > 0) this.services.copyOut(this.from, first);
    if (there > first) this.services.copyOut(0, there - first);
    this.from = (this.from + there) % this.capacity;
    this.count -= there;
    this.wakeNext();
    return DONE;
  }

  close(end: number): void {
    if (end === READ_END) this.readersGone = true;
    else this.writersGone = true;
    for (const each of end === READ_END ? this.writers : this.readers) this.services.wake(each);
    if (end === READ_END) this.writers = [];
    else this.readers = [];
  }

  /** One of each end at most: whoever goes on asks again. */
  private wakeNext(): void {
    if (this.count > 0 && this.readers.length > 0) this.services.wake(this.readers.shift() as number);
    else if (this.count < this.capacity && this.writers.length > 0)
      this.services.wake(this.writers.shift() as number);
  }
}
