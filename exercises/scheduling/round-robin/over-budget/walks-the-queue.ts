// exceeds: policy-cycles
// Walks the whole queue at every tick and moves it up at every pick.
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
    const thread = this.queue[0];
    for (let i = 1; i < this.queue.length; i++) this.queue[i - 1] = this.queue[i];
    this.queue.pop();
    return thread;
  }

  tick(core: number): number {
    this.ticks[core]++;
    let waiting = 0;
    for (const thread of this.queue) if (thread >= 0) waiting++;
    return waiting > 0 && this.ticks[core] >= this.quantumTicks ? 1 : 0;
  }
}
