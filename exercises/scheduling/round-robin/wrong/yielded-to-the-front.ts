// fails: RR2
// Puts a thread that gave its core up back at the head, as if it had been interrupted.
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

  enqueue(thread: number, reason: number): void {
    if (reason === 3) this.queue.unshift(thread);
    else this.queue.push(thread);
  }

  pickNext(core: number): number {
    if (this.queue.length === 0) return -1;
    this.ticks[core] = 0;
    return this.queue.shift() as number;
  }

  tick(core: number): number {
    this.ticks[core]++;
    return this.queue.length > 0 && this.ticks[core] >= this.quantumTicks ? 1 : 0;
  }
}
