// A ring with more places than there can be threads: it is empty where head and tail meet. Ticks are kept by thread.
import type { Scheduler, Services } from '../contract';

const PLACES = 64;

export class RoundRobin implements Scheduler {
  private readonly ring = new Uint8Array(PLACES);
  private head = 0;
  private tail = 0;
  private readonly ticks: Uint16Array;

  constructor(
    _services: Services,
    _cores: number,
    maxThreads: number,
    private readonly quantumTicks: number,
  ) {
    this.ticks = new Uint16Array(maxThreads);
  }

  enqueue(thread: number): void {
    this.ring[this.tail] = thread;
    this.tail = (this.tail + 1) % PLACES;
  }

  pickNext(): number {
    if (this.head === this.tail) return -1;
    const thread = this.ring[this.head];
    this.head = (this.head + 1) % PLACES;
    this.ticks[thread] = 0;
    return thread;
  }

  tick(_core: number, running: number): number {
    if (this.ticks[running] < this.quantumTicks) this.ticks[running]++;
    return this.ticks[running] === this.quantumTicks && this.head !== this.tail ? 1 : 0;
  }
}
