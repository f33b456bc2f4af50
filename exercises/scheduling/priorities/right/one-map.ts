// A map from waiting threads to the cycle since which they wait, in that order; who runs is known by thread.
import type { Scheduler, Services } from '../contract';

export class PriorityAgeing implements Scheduler {
  private readonly since = new Map<number, number>();
  private readonly cores = new Map<number, number>();

  constructor(
    private readonly services: Services,
    private readonly coreCount: number,
    _maxThreads: number,
    _priorities: number,
    private readonly ageCycles: number,
  ) {}

  enqueue(thread: number, reason: number): number {
    this.since.set(thread, this.services.now());
    if (reason === 2 || reason === 3 || this.cores.size < this.coreCount) return 0;
    let [victim, worst] = [0, this.services.priority(thread)];
    for (let core = this.coreCount - 1; core >= 0; core--) {
      const own = this.services.priority(this.cores.get(core) as number);
      if (own < worst || own === this.services.priority(thread)) continue;
      worst = own;
      victim = core + 1;
    }
    if (victim > 0) this.cores.set(victim - 1, thread);
    return victim;
  }

  pickNext(core: number): number {
    const thread = this.best();
    this.since.delete(thread);
    if (thread < 0) this.cores.delete(core);
    else this.cores.set(core, thread);
    return thread;
  }

  tick(_core: number, running: number): number {
    const thread = this.best();
    return thread >= 0 && this.level(thread) <= this.services.priority(running) ? 1 : 0;
  }

  level(thread: number): number {
    const own = this.services.priority(thread);
    const since = this.since.get(thread);
    if (since === undefined) return own;
    const risen = Math.floor((this.services.now() - since) / this.ageCycles);
    return risen > own ? 0 : own - risen;
  }

  private best(): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const [thread, since] of this.since) {
      const level = this.level(thread);
      const isSooner =
        level === least &&
        since === this.since.get(best) &&
        this.services.priority(thread) < this.services.priority(best);
      if (level >= least && !isSooner) continue;
      least = level;
      best = thread;
    }
    return best;
  }
}
