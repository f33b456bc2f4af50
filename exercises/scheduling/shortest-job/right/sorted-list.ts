// A linked list that is kept in order: who comes goes behind all that are not longer.
import type { Scheduler, Services } from '../contract';

interface Entry {
  readonly thread: number;
  readonly estimate: number;
  next: Entry | undefined;
}

export class ShortestJob implements Scheduler {
  private first: Entry | undefined;
  private readonly histories = new Map<number, number[]>();

  constructor(
    _services: Services,
    _cores: number,
    _maxThreads: number,
    private readonly window: number,
    private readonly firstEstimate: number,
  ) {}

  enqueue(thread: number): void {
    const estimate = this.estimate(thread);
    if (this.first === undefined || this.first.estimate > estimate) {
      this.first = { thread, estimate, next: this.first };
      return;
    }
    let at = this.first;
    while (at.next !== undefined && at.next.estimate <= estimate) at = at.next;
    at.next = { thread, estimate, next: at.next };
  }

  pickNext(): number {
    const entry = this.first;
    if (entry === undefined) return -1;
    this.first = entry.next;
    return entry.thread;
  }

  burstEnded(thread: number, cycles: number): void {
    const history = this.histories.get(thread);
    if (history === undefined) this.histories.set(thread, [cycles]);
    else history.push(cycles);
  }

  estimate(thread: number): number {
    const history = this.histories.get(thread);
    if (history === undefined) return this.firstEstimate;
    const last = history.slice(-this.window);
    return Math.trunc(last.reduce((sum, each) => sum + each) / last.length);
  }
}
