/**
 * Shortest job first where nobody knows how long a job is: of the waiting threads the one runs whose next burst is
 * estimated shortest, until it leaves by itself. The estimate is the mean of a thread's last bursts, at most `window` of
 * them, rounded down; a window of 1 expects the last one again. Ties go to who has waited longest.
 *
 * The last bursts of a thread are a ring of `window` lengths, with their sum beside it: a burst costs no more than O(1).
 * Source: Silberschatz, Operating System Concepts, 10th ed., section 5.3.2, with a windowed for an exponential average.
 */
import { ReadyHeap } from './ready-heap';
import type { EstimatingPolicy, SchedulingServices } from './scheduling-policy';

export class EstimatedJobFirst implements EstimatingPolicy {
  private readonly heap: ReadyHeap;
  /** By thread: when it was enqueued, counted in calls. */
  private readonly turns: Int32Array;
  private turn = 0;
  private readonly estimates: Int32Array;
  private readonly bursts: Int32Array;
  private readonly sums: Float64Array;
  private readonly counts: Int32Array;

  constructor(
    _services: SchedulingServices,
    _cores: number,
    maxThreads: number,
    private readonly window: number,
    firstEstimate: number,
  ) {
    this.heap = new ReadyHeap(maxThreads, (a, b) => this.goesBefore(a, b));
    this.turns = new Int32Array(maxThreads);
    this.estimates = new Int32Array(maxThreads).fill(firstEstimate);
    this.bursts = new Int32Array(maxThreads * window);
    this.sums = new Float64Array(maxThreads);
    this.counts = new Int32Array(maxThreads);
  }

  burstEnded(thread: number, cycles: number): void {
    const { window } = this;
    const count = ++this.counts[thread];
    const at = thread * window + (count % window);
    // What leaves the window is 0 while the ring is not full.
    this.sums[thread] += cycles - this.bursts[at];
    this.bursts[at] = cycles;
    this.estimates[thread] = Math.floor(this.sums[thread] / Math.min(count, window));
  }

  estimate(thread: number): number {
    return this.estimates[thread];
  }

  enqueue(thread: number): void {
    this.turns[thread] = this.turn++;
    this.heap.add(thread);
  }

  pickNext(): number {
    return this.heap.takeFirst();
  }

  tick(): number {
    return 0;
  }

  private goesBefore(a: number, b: number): boolean {
    const difference = this.estimates[a] - this.estimates[b];
    return difference < 0 || (difference === 0 && this.turns[a] < this.turns[b]);
  }
}
