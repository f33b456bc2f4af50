// No queue at all: a number for each thread says what it has left while it waits, and all are looked at in their order.
import type { Scheduler, Services } from '../contract';

const DOES_NOT_WAIT = -1;

export class ShortestRemaining implements Scheduler {
  private readonly left: Int32Array;
  private readonly holders: Int32Array;
  private idle: number;

  constructor(
    private readonly services: Services,
    cores: number,
    maxThreads: number,
  ) {
    this.left = new Int32Array(maxThreads).fill(DOES_NOT_WAIT);
    this.holders = new Int32Array(cores).fill(-1);
    this.idle = cores;
  }

  enqueue(thread: number, reason: number): number {
    const own = this.services.remainingCycles(thread);
    this.left[thread] = own;
    return reason < 2 && this.idle === 0 ? this.claim(thread, own) : 0;
  }

  private claim(thread: number, own: number): number {
    const remainders = Array.from(this.holders, (holder) => this.services.remainingCycles(holder));
    const most = Math.max(...remainders);
    if (most <= own) return 0;
    const core = remainders.indexOf(most);
    this.holders[core] = thread;
    return core + 1;
  }

  pickNext(core: number): number {
    if (this.holders[core] === -1) this.idle--;
    const thread = this.shortest();
    this.holders[core] = thread;
    if (thread === -1) {
      this.idle++;
      return -1;
    }
    this.left[thread] = DOES_NOT_WAIT;
    return thread;
  }

  private shortest(): number {
    let best = -1;
    for (let thread = 0; thread < this.left.length; thread++) {
      const left = this.left[thread];
      if (left !== DOES_NOT_WAIT && (best === -1 || left < this.left[best])) best = thread;
    }
    return best;
  }
}
