/**
 * First come, first served: threads run in the order in which they became ready, and until they block or end.
 * Source: Silberschatz, Operating System Concepts, 10th ed., section 5.3.1.
 */
import type { SchedulingPolicy, SchedulingServices } from './scheduling-policy';

export class FirstComeFirstServed implements SchedulingPolicy {
  /** A ring: at most `maxThreads` threads exist. */
  private readonly ring: Int32Array;
  private head = 0;
  protected waiting = 0;

  constructor(
    _services: SchedulingServices,
    _cores: number,
    private readonly maxThreads: number,
  ) {
    this.ring = new Int32Array(maxThreads);
  }

  enqueue(thread: number): void {
    let tail = this.head + this.waiting;
    if (tail >= this.maxThreads) tail -= this.maxThreads;
    this.ring[tail] = thread;
    this.waiting++;
  }

  pickNext(): number {
    if (this.waiting === 0) return -1;
    const thread = this.ring[this.head];
    this.head++;
    if (this.head === this.maxThreads) this.head = 0;
    this.waiting--;
    return thread;
  }

  tick(): number {
    return 0;
  }
}
