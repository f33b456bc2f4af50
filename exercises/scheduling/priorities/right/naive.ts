// The statement's words in code: one list of who waits, and everybody's priority worked out anew at each look.
import type { Scheduler, Services } from '../contract';

interface Waiting {
  readonly thread: number;
  readonly since: number;
}

export class PriorityAgeing implements Scheduler {
  private waiting: Waiting[] = [];
  private readonly onCore: number[] = [];

  constructor(
    private readonly services: Services,
    private readonly cores: number,
    _maxThreads: number,
    _priorities: number,
    private readonly ageCycles: number,
  ) {
    for (let core = 0; core < cores; core++) this.onCore.push(-1);
  }

  enqueue(thread: number, reason: number): number {
    this.waiting.push({ thread, since: this.services.now() });
    if (reason > 1) return 0;
    let victim = -1;
    let worst = this.services.priority(thread);
    for (let core = 0; core < this.cores; core++) {
      if (this.onCore[core] === -1) return 0;
      const priority = this.services.priority(this.onCore[core]);
      if (priority > worst) {
        worst = priority;
        victim = core;
      }
    }
    if (victim === -1) return 0;
    this.onCore[victim] = thread;
    return victim + 1;
  }

  pickNext(core: number): number {
    const first = this.first();
    if (first === undefined) {
      this.onCore[core] = -1;
      return -1;
    }
    this.waiting = this.waiting.filter((each) => each !== first);
    this.onCore[core] = first.thread;
    return first.thread;
  }

  tick(_core: number, running: number): number {
    const first = this.first();
    if (first === undefined) return 0;
    return this.effective(first) <= this.services.priority(running) ? 1 : 0;
  }

  level(thread: number): number {
    for (const each of this.waiting) if (each.thread === thread) return this.effective(each);
    return this.services.priority(thread);
  }

  private effective({ thread, since }: Waiting): number {
    const steps = Math.floor((this.services.now() - since) / this.ageCycles);
    return Math.max(0, this.services.priority(thread) - steps);
  }

  /** Who goes first. Those that came earlier stand further in front. */
  private first(): Waiting | undefined {
    let first: Waiting | undefined;
    for (const each of this.waiting) if (first === undefined || this.goesBefore(each, first)) first = each;
    return first;
  }

  private goesBefore(a: Waiting, b: Waiting): boolean {
    const difference = this.effective(a) - this.effective(b);
    if (difference !== 0) return difference < 0;
    if (a.since !== b.since) return a.since < b.since;
    return this.services.priority(a.thread) < this.services.priority(b.thread);
  }
}
