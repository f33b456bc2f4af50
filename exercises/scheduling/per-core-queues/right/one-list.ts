// One list in order of arrival; each core looks for the first that suits it.
import type { Scheduler, Services } from '../contract';

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
    const isNewHere = (thread: number) => this.last[thread] < 0 && this.isHome(thread, core);
    let at = waiting.findIndex((thread) => this.last[thread] === core || isNewHere(thread));
    if (at < 0) at = waiting.findIndex((thread) => this.isHome(thread, core));
    if (at < 0) at = 0;
    const [thread] = waiting.splice(at, 1);
    this.last[thread] = core;
    return thread;
  }

  tick(core: number): number {
    const { waiting } = this;
    const newcomer = waiting.some((thread) => this.last[thread] === core || this.last[thread] < 0);
    return newcomer || waiting.length > this.cores ? 1 : 0;
  }

  private isHome(thread: number, core: number): boolean {
    return this.services.homeOf(thread) === this.services.nodeOf(core);
  }
}
