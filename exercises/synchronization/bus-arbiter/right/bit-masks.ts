// A bit a core: of those that wait for a path, the lowest one above the last one granted, or else the lowest of all.
import type { MemoryArbiter, Services } from '../contract';

const lowest = (bits: number) => 31 - Math.clz32(bits & -bits);

export class Arbiter implements MemoryArbiter {
  private readonly waiting: number[];
  private readonly above: number[];
  private readonly free: boolean[];

  constructor(
    _services: Services,
    _cores: number,
    memories: number,
    private readonly isBus: number,
  ) {
    this.waiting = new Array<number>(memories).fill(0);
    this.above = new Array<number>(memories).fill(-1);
    this.free = new Array<boolean>(memories).fill(true);
  }

  requested(core: number, memory: number): void {
    const path = this.path(memory);
    this.waiting[path] = (this.waiting[path] as number) | (1 << core);
  }

  ended(_core: number, memory: number): void {
    this.free[this.path(memory)] = true;
  }

  granted(): number {
    const path = this.free.findIndex((free, each) => free && this.waiting[each] !== 0);
    if (path < 0) return -1;
    const waiting = this.waiting[path] as number;
    const core = lowest(waiting & (this.above[path] as number) || waiting);
    this.waiting[path] = waiting & ~(1 << core);
    this.above[path] = -1 << (core + 1);
    this.free[path] = false;
    return core;
  }

  private path(memory: number): number {
    return this.isBus === 1 ? 0 : memory;
  }
}
