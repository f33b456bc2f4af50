/**
 * One queue, several policies: mechanism and policy of a scheduler kept apart.
 *
 *      enqueue ─▶ heap ─▶ pickNext     mechanism: keeps who waits, first in front; knows no policy
 *                  ▲
 *              goesBefore(a, b)        policy: first come first served, by priority, or what the kernel says
 *
 * A running thread makes room at a tick if the one in front of the queue goes before it. Under "first come, first
 * served" that never happens: who runs came earlier. Threads that wait form a binary heap, so that enqueue and
 * pickNext compare O(log n) times. Source: Levin et al., "Policy/mechanism separation in Hydra", SOSP 1975.
 */

import type { OrderServices } from './ready-order';
import type { SchedulingPolicy } from './scheduling-policy';

export class ReadyQueue implements SchedulingPolicy {
  private readonly heap: Int32Array;
  private waiting = 0;
  /** By thread: as how many-th it joined the queue. */
  private readonly joined: Int32Array;
  private readonly priorities: Int32Array;
  private joins = 0;

  /** @param order one of ORDER. */
  constructor(
    private readonly services: OrderServices,
    private readonly order: number,
    maxThreads: number,
  ) {
    this.heap = new Int32Array(maxThreads);
    this.joined = new Int32Array(maxThreads);
    this.priorities = new Int32Array(maxThreads);
  }

  enqueue(thread: number): void {
    this.joined[thread] = this.joins++;
    if (this.order === 1) this.priorities[thread] = this.services.priority(thread);
    let hole = this.waiting++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!this.goesBefore(thread, this.heap[parent])) break;
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
      if (child + 1 < this.waiting && this.goesBefore(this.heap[child + 1], this.heap[child])) child++;
      if (!this.goesBefore(this.heap[child], last)) break;
      this.heap[hole] = this.heap[child];
      hole = child;
    }
    this.heap[hole] = last;
    return first;
  }

  tick(_core: number, running: number): number {
    return this.waiting > 0 && this.goesBefore(this.heap[0], running) ? 1 : 0;
  }

  /** The policy, all of it. */
  private goesBefore(a: number, b: number): boolean {
    if (this.order === 2) return this.services.before(a, b) === 1;
    if (this.order === 1 && this.priorities[a] !== this.priorities[b])
      return this.priorities[a] < this.priorities[b];
    return this.joined[a] < this.joined[b];
  }
}
