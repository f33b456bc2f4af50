/**
 * Shortest job first: of the waiting threads the one with the least to compute runs, until it blocks or ends.
 * Run times are known in advance. Ties go to the lower thread number.
 *
 * The waiting threads form a binary heap ordered by (remaining cycles, thread), so that enqueue and pickNext
 * compare O(log n) times. What a waiting thread has left does not change: it is asked once.
 * Source: Silberschatz, Operating System Concepts, 10th ed., section 5.3.2.
 */
import type { KnownTimeServices, SchedulingPolicy } from './scheduling-policy';

export class ShortestJobFirst implements SchedulingPolicy {
  private readonly heap: Int32Array;
  private readonly keys: Float64Array;
  private waiting = 0;

  constructor(
    private readonly services: KnownTimeServices,
    _cores: number,
    maxThreads: number,
  ) {
    this.heap = new Int32Array(maxThreads);
    this.keys = new Float64Array(maxThreads);
  }

  enqueue(thread: number): void {
    this.keys[thread] = this.services.remainingCycles(thread);
    let hole = this.waiting++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!this.before(thread, this.heap[parent])) break;
      this.heap[hole] = this.heap[parent];
      hole = parent;
    }
    this.heap[hole] = thread;
  }

  pickNext(): number {
    if (this.waiting === 0) return -1;
    const first = this.heap[0];
    const last = this.heap[--this.waiting];
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= this.waiting) break;
      if (child + 1 < this.waiting && this.before(this.heap[child + 1], this.heap[child])) child++;
      if (!this.before(this.heap[child], last)) break;
      this.heap[hole] = this.heap[child];
      hole = child;
    }
    this.heap[hole] = last;
    return first;
  }

  tick(): number {
    return 0;
  }

  private before(a: number, b: number): boolean {
    return this.keys[a] < this.keys[b] || (this.keys[a] === this.keys[b] && a < b);
  }
}
