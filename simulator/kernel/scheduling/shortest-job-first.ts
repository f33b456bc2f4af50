/**
 * Shortest job first: of the waiting threads the one with the least to compute runs, until it blocks or ends.
 * Run times are known in advance. Ties go to the lower thread number.
 *
 * The waiting threads form a binary heap ordered by (remaining cycles, thread), so that enqueue and pickNext
 * compare O(log n) times. What a waiting thread has left does not change: it is asked once.
 * Source: Silberschatz, Operating System Concepts, 10th ed., section 5.3.2.
 */
import { ReadyHeap } from './ready-heap';
import type { KnownTimeServices, SchedulingPolicy } from './scheduling-policy';

export class ShortestJobFirst implements SchedulingPolicy {
  private readonly heap: ReadyHeap;
  /** By thread: what it had left when it was enqueued last. */
  readonly remaining: Float64Array;

  constructor(
    private readonly services: KnownTimeServices,
    _cores: number,
    maxThreads: number,
  ) {
    const remaining = new Float64Array(maxThreads);
    this.remaining = remaining;
    this.heap = new ReadyHeap(
      maxThreads,
      (a, b) => remaining[a] < remaining[b] || (remaining[a] === remaining[b] && a < b),
    );
  }

  enqueue(thread: number): void {
    this.remaining[thread] = this.services.remainingCycles(thread);
    this.heap.add(thread);
  }

  pickNext(): number {
    return this.heap.takeFirst();
  }

  tick(): number {
    return 0;
  }
}
