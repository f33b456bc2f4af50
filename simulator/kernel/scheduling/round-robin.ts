/**
 * Round robin over one queue that all cores share.
 *
 *      pickNext ◀── head [ 4 | 1 | 7 | ... ] tail ◀── enqueue, whatever the reason
 *
 * The queue is a ring in one array: at most `maxThreads` threads exist, so it never grows, and every call takes
 * constant time. Whether a quantum is over is counted per core, from the dispatch on. A thread alone keeps its
 * core beyond the quantum: there is nobody to switch to. Source: Silberschatz, Operating System Concepts,
 * 10th ed., section 5.3.3.
 */
import type { SchedulingPolicy, SchedulingServices } from './scheduling-policy';

export class RoundRobin implements SchedulingPolicy {
  private readonly ring: Int32Array;
  private head = 0;
  private waiting = 0;
  /** Ticks since the dispatch, per core. */
  private readonly ticks: Int32Array;

  constructor(
    _services: SchedulingServices,
    cores: number,
    private readonly maxThreads: number,
    private readonly quantumTicks: number,
  ) {
    this.ring = new Int32Array(maxThreads);
    this.ticks = new Int32Array(cores);
  }

  enqueue(thread: number): void {
    let tail = this.head + this.waiting;
    if (tail >= this.maxThreads) tail -= this.maxThreads;
    this.ring[tail] = thread;
    this.waiting++;
  }

  pickNext(core: number): number {
    if (this.waiting === 0) return -1;
    const thread = this.ring[this.head];
    this.head++;
    if (this.head === this.maxThreads) this.head = 0;
    this.waiting--;
    this.ticks[core] = 0;
    return thread;
  }

  tick(core: number): number {
    this.ticks[core]++;
    return this.waiting > 0 && this.ticks[core] >= this.quantumTicks ? 1 : 0;
  }
}
