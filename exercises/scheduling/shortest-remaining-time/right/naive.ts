// The statement's words in code: who waits in a list, and everybody asked anew how much is left.
import type { Scheduler, Services } from '../contract';

export class ShortestRemaining implements Scheduler {
  private readonly waiting: number[] = [];
  private readonly onCore: number[] = [];

  constructor(
    private readonly services: Services,
    private readonly cores: number,
    _maxThreads: number,
  ) {
    for (let core = 0; core < cores; core++) this.onCore.push(-1);
  }

  enqueue(thread: number, reason: number): number {
    this.waiting.push(thread);
    if (reason > 1) return 0;
    if (this.onCore.includes(-1)) return 0;
    let victim = -1;
    let most = this.left(thread);
    for (let core = 0; core < this.cores; core++) {
      const left = this.left(this.onCore[core]);
      if (left > most) {
        most = left;
        victim = core;
      }
    }
    if (victim === -1) return 0;
    this.onCore[victim] = thread;
    return victim + 1;
  }

  pickNext(core: number): number {
    let best = -1;
    for (const thread of this.waiting) if (best === -1 || this.goesBefore(thread, best)) best = thread;
    this.onCore[core] = best;
    if (best === -1) return -1;
    this.waiting.splice(this.waiting.indexOf(best), 1);
    return best;
  }

  private goesBefore(one: number, other: number): boolean {
    const difference = this.left(one) - this.left(other);
    return difference < 0 || (difference === 0 && one < other);
  }

  private left(thread: number): number {
    return this.services.remainingCycles(thread);
  }
}
