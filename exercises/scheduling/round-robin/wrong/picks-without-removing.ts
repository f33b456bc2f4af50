// fails: RR1, RR2, RR7
// Looks at the head of the queue but leaves the thread in it.
import type { Scheduler, Services } from '../contract';

export class RoundRobin implements Scheduler {
  private readonly queue: number[] = [];
  private readonly ticks: number[] = [];

  constructor(
    _services: Services,
    cores: number,
    _maxThreads: number,
    private readonly quantumTicks: number,
  ) {
    for (let core = 0; core < cores; core++) this.ticks.push(0);
  }

  enqueue(thread: number): void {
    this.queue.push(thread);
  }

  pickNext(core: number): number {
    if (this.queue.length === 0) return -1;
    this.ticks[core] = 0;
    return this.queue[0];
  }

  tick(core: number, running: number): number {
    this.ticks[core]++;
    const others = this.queue.some((thread) => thread !== running);
    return others && this.ticks[core] >= this.quantumTicks ? 1 : 0;
  }
}
