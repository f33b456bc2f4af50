// For each path a list of all cores in the order in which they come; who was granted goes with those before it to the end.
import type { MemoryArbiter, Services } from '../contract';

export class Arbiter implements MemoryArbiter {
  private readonly orders: number[][] = [];
  private readonly waits = new Map<number, number>();
  private readonly taken = new Set<number>();

  constructor(
    _services: Services,
    cores: number,
    memories: number,
    private readonly isBus: number,
  ) {
    for (let path = 0; path < memories; path++)
      this.orders.push(Array.from({ length: cores }, (_, core) => core));
  }

  requested(core: number, memory: number): void {
    this.waits.set(core, this.isBus ? 0 : memory);
  }

  ended(_core: number, memory: number): void {
    this.taken.delete(this.isBus ? 0 : memory);
  }

  granted(): number {
    for (const [path, order] of this.orders.entries()) {
      if (this.taken.has(path)) continue;
      const place = order.findIndex((core) => this.waits.get(core) === path);
      if (place < 0) continue;
      const core = order[place] as number;
      this.orders[path] = [...order.slice(place + 1), ...order.slice(0, place + 1)];
      this.waits.delete(core);
      this.taken.add(path);
      return core;
    }
    return -1;
  }
}
