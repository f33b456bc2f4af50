// An array for each core; whoever runs dry takes half of the longest queue of its node, or one of another.
import type { Scheduler, Services } from '../contract';

export class PerCoreQueues implements Scheduler {
  private readonly queues: number[][] = [];
  private readonly runs: number[] = [];
  private readonly last = new Map<number, number>();

  constructor(
    private readonly services: Services,
    cores: number,
  ) {
    for (let core = 0; core < cores; core++) {
      this.queues.push([]);
      this.runs.push(0);
    }
  }

  enqueue(thread: number, reason: number): void {
    const last = this.last.get(thread);
    if (last !== undefined && reason === 2) this.runs[last] = 0;
    this.queues[last ?? this.emptiest(this.services.homeOf(thread))].push(thread);
  }

  pickNext(core: number): number {
    this.runs[core] = 0;
    const own = this.queues[core];
    if (own.length === 0) {
      const from = this.longest(core, 1);
      if (from >= 0) own.push(...this.queues[from].splice(0, this.share(core, from)));
    }
    const thread = own.shift();
    if (thread === undefined) return -1;
    this.runs[core] = 1;
    this.last.set(thread, core);
    return thread;
  }

  tick(core: number): number {
    const own = this.queues[core];
    const from = this.longest(core, own.length + 4);
    if (from >= 0) {
      const [thread] = this.queues[from].splice(0, 1);
      own.unshift(thread);
    }
    return own.length > 0 ? 1 : 0;
  }

  private share(core: number, from: number): number {
    if (this.services.nodeOf(core) !== this.services.nodeOf(from)) return 1;
    return (this.queues[from].length + 1) >> 1;
  }

  private emptiest(node: number): number {
    let best = -1;
    this.queues.forEach((queue, core) => {
      if (this.services.nodeOf(core) !== node) return;
      if (best < 0 || queue.length + this.runs[core] < this.queues[best].length + this.runs[best])
        best = core;
    });
    return best;
  }

  private longest(core: number, least: number): number {
    let best = -1;
    const near = (other: number) => (this.services.nodeOf(other) === this.services.nodeOf(core) ? 64 : 0);
    this.queues.forEach((queue, other) => {
      if (other === core || queue.length < least) return;
      if (best < 0 || queue.length + near(other) > this.queues[best].length + near(best)) best = other;
    });
    return best;
  }
}
