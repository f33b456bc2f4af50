// The textbook's words in code: an array whose first element waits longest.
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

  enqueue(thread: number, _reason: number): void {
    this.queue.push(thread);
  }

  pickNext(core: number): number {
    if (this.queue.length === 0) return -1;
    this.ticks[core] = 0;
    return this.queue.shift() as number;
  }

  tick(core: number, _running: number): number {
    this.ticks[core]++;
    if (this.ticks[core] < this.quantumTicks) return 0;
    if (this.queue.length === 0) return 0;
    return 1;
  }
}
