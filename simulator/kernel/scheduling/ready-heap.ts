/**
 * Waiting threads as a binary heap in an array: adding one and taking the first compare O(log n) times.
 * Source: Cormen et al., Introduction to Algorithms, 4th ed., section 6.5.
 */
export class ReadyHeap {
  /** How many wait. */
  length = 0;
  private readonly threads: Int32Array;

  /** @param before whether thread `a` goes before thread `b`; may not change for two that wait. */
  constructor(
    maxThreads: number,
    private readonly before: (a: number, b: number) => boolean,
  ) {
    this.threads = new Int32Array(maxThreads);
  }

  add(thread: number): void {
    let hole = this.length++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!this.before(thread, this.threads[parent])) break;
      this.threads[hole] = this.threads[parent];
      hole = parent;
    }
    this.threads[hole] = thread;
  }

  /** @returns the first, no longer in the heap; -1 when it is empty. */
  takeFirst(): number {
    if (this.length === 0) return -1;
    const first = this.threads[0];
    const last = this.threads[--this.length];
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= this.length) break;
      if (child + 1 < this.length && this.before(this.threads[child + 1], this.threads[child])) child++;
      if (!this.before(this.threads[child], last)) break;
      this.threads[hole] = this.threads[child];
      hole = child;
    }
    this.threads[hole] = last;
    return first;
  }
}
