// As the hints say: takes one thread, from its own node first, where two more wait or four in the other node.
import type { Scheduler, Services } from '../contract';

export class PerCoreQueues implements Scheduler {
  private readonly queues: number[][] = [];
  private readonly runs: number[] = [];
  private readonly last: number[] = [];

  constructor(
    private readonly services: Services,
    private readonly cores: number,
  ) {
    for (let core = 0; core < cores; core++) {
      this.queues.push([]);
      this.runs.push(0);
    }
  }

  enqueue(thread: number, reason: number): void {
    if (reason === 0) this.last[thread] = this.emptiest(this.services.homeOf(thread));
    if (reason === 2) this.runs[this.last[thread]] = 0;
    this.queues[this.last[thread]].push(thread);
  }

  pickNext(core: number): number {
    this.runs[core] = 0;
    if (this.queues[core].length === 0) this.take(core, 1, 1);
    const thread = this.queues[core].shift();
    if (thread === undefined) return -1;
    this.runs[core] = 1;
    this.last[thread] = core;
    return thread;
  }

  tick(core: number): number {
    const { length } = this.queues[core];
    this.take(core, length + 2, length + 4);
    return this.queues[core].length > 0 ? 1 : 0;
  }

  /** From the longest queue of the core's node, if `near` wait there, else of the other node, if `far` wait there. */
  private take(core: number, near: number, far: number): void {
    const node = this.services.nodeOf(core);
    let from = this.longest((other) => this.services.nodeOf(other) === node);
    if (from.length < near) {
      from = this.longest((other) => this.services.nodeOf(other) !== node);
      if (from.length < far) return;
    }
    const [thread] = from.splice(0, 1);
    this.queues[core].unshift(thread);
  }

  private longest(among: (core: number) => boolean): number[] {
    const queues = this.queues.filter((_, core) => among(core));
    return queues.reduce((best, queue) => (queue.length > best.length ? queue : best), []);
  }

  private emptiest(node: number): number {
    const load = (core: number) => this.queues[core].length + this.runs[core];
    let best = -1;
    for (let core = 0; core < this.cores; core++)
      if (this.services.nodeOf(core) === node && (best < 0 || load(core) < load(best))) best = core;
    return best;
  }
}
