// One list in order of arrival: each core takes the first that suits it, or, if few suit it, the first of all.
import type { Scheduler, Services } from '../contract';

/** By how many fewer than its share may suit a core before it takes others. */
const FEWER = 2;

export class PerCoreQueues implements Scheduler {
  private readonly waiting: number[] = [];
  private readonly last: number[];

  constructor(
    private readonly services: Services,
    private readonly cores: number,
    maxThreads: number,
  ) {
    this.last = new Array<number>(maxThreads).fill(-1);
  }

  enqueue(thread: number): void {
    this.waiting.push(thread);
  }

  pickNext(core: number): number {
    const { waiting } = this;
    if (waiting.length === 0) return -1;
    const [thread] = waiting.splice(this.firstFor(core), 1);
    this.last[thread] = core;
    return thread;
  }

  tick(core: number): number {
    return this.hasFew(core) || this.waiting.some((thread) => this.suits(thread, core)) ? 1 : 0;
  }

  private firstFor(core: number): number {
    if (this.hasFew(core)) return 0;
    const suiting = this.waiting.findIndex((thread) => this.suits(thread, core));
    if (suiting >= 0) return suiting;
    const home = this.waiting.findIndex((thread) => this.isHome(thread, core));
    return Math.max(home, 0);
  }

  private hasFew(core: number): boolean {
    const { waiting, cores } = this;
    const suiting = waiting.filter((thread) => this.suits(thread, core));
    return suiting.length + FEWER < waiting.length / cores;
  }

  /** Whether it ran here last, or is new and at home here. */
  private suits(thread: number, core: number): boolean {
    return this.last[thread] < 0 ? this.isHome(thread, core) : this.last[thread] === core;
  }

  private isHome(thread: number, core: number): boolean {
    return this.services.homeOf(thread) === this.services.nodeOf(core);
  }
}
