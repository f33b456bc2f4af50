// Of all that wait for a free path, whoever is nearest behind the one granted last there; a list of those that wait.
import type { MemoryArbiter, Services } from '../contract';

interface Request {
  readonly core: number;
  readonly path: number;
}

export class Arbiter implements MemoryArbiter {
  private waiting: Request[] = [];
  private readonly holder = new Map<number, number>();
  private readonly before = new Map<number, number>();

  constructor(
    _services: Services,
    private readonly cores: number,
    _memories: number,
    private readonly isBus: number,
  ) {}

  requested(core: number, memory: number): void {
    this.waiting.push({ core, path: this.isBus === 1 ? 0 : memory });
  }

  ended(core: number, _memory: number): void {
    for (const [path, holder] of this.holder) if (holder === core) this.holder.delete(path);
  }

  granted(): number {
    let best: Request | undefined;
    for (const each of this.waiting) {
      if (this.holder.has(each.path)) continue;
      if (best === undefined || (each.path === best.path && this.distance(each) < this.distance(best)))
        best = each;
    }
    if (best === undefined) return -1;
    const { core, path } = best;
    this.waiting = this.waiting.filter((each) => each !== best);
    this.holder.set(path, core);
    this.before.set(path, core);
    return core;
  }

  private distance({ core, path }: Request): number {
    const last = this.before.get(path) ?? this.cores - 1;
    return (core - last - 1 + this.cores) % this.cores;
  }
}
