// exceeds: migrations, far-accesses
// Naive: one queue for all cores.
import type { Scheduler } from '../contract';

export class PerCoreQueues implements Scheduler {
  private readonly waiting: number[] = [];

  enqueue(thread: number): void {
    this.waiting.push(thread);
  }

  pickNext(): number {
    return this.waiting.shift() ?? -1;
  }

  tick(): number {
    return this.waiting.length > 0 ? 1 : 0;
  }
}
