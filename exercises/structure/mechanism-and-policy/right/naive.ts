// A list that is searched at every call, and one function that knows the policies.
import type { Queue, Services } from '../contract';

const FIRST_COME = 0;
const KERNEL = 2;

export class ReadyQueue implements Queue {
  private readonly queue: number[] = [];

  constructor(
    private readonly services: Services,
    private readonly policy: number,
  ) {}

  enqueue(thread: number, _reason: number): void {
    this.queue.push(thread);
  }

  pickNext(_core: number): number {
    if (this.queue.length === 0) return -1;
    const at = this.first();
    const thread = this.queue[at];
    this.queue.splice(at, 1);
    return thread;
  }

  tick(_core: number, running: number): number {
    if (this.queue.length === 0) return 0;
    return this.goesBefore(this.queue[this.first()], running) ? 1 : 0;
  }

  /** Of several that go before all others, the one that joined first: the list is in that order. */
  private first(): number {
    let best = 0;
    for (let at = 1; at < this.queue.length; at++)
      if (this.goesBefore(this.queue[at], this.queue[best])) best = at;
    return best;
  }

  private goesBefore(a: number, b: number): boolean {
    if (this.policy === FIRST_COME) return false;
    if (this.policy === KERNEL) return this.services.before(a, b) === 1;
    return this.services.priority(a) < this.services.priority(b);
  }
}
