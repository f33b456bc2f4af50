/**
 * Who gets a path to memory next, as the hardware between caches and memories decides it: one access in flight on a
 * bus, one a memory on an interconnect, and on each path the waiting cores in turn.
 *
 *      requested ─▶ wanted, by core ─▶ granted: for each free path the first core from behind the one before
 *      ended     ─▶ the path is free
 *
 * Each core waits for one access at a time. Nobody waits for more than one access of each other core on its path.
 */
const NOTHING = -1;

export class RoundRobinArbiter {
  /** By core: the path that it waits for. */
  private readonly wanted: number[] = [];
  private readonly busy: boolean[] = [];
  /** By path: the core that looks first. */
  private readonly next: number[] = [];

  constructor(
    _services: object,
    private readonly cores: number,
    memories: number,
    private readonly isBus: number,
  ) {
    for (let core = 0; core < cores; core++) this.wanted.push(NOTHING);
    const paths = isBus === 1 ? 1 : memories;
    for (let path = 0; path < paths; path++) {
      this.busy.push(false);
      this.next.push(0);
    }
  }

  requested(core: number, memory: number): void {
    this.wanted[core] = this.pathOf(memory);
  }

  ended(_core: number, memory: number): void {
    this.busy[this.pathOf(memory)] = false;
  }

  granted(): number {
    for (let path = 0; path < this.busy.length; path++) {
      if (this.busy[path]) continue;
      for (let i = 0; i < this.cores; i++) {
        const core = (this.next[path] + i) % this.cores;
        if (this.wanted[core] !== path) continue;
        this.wanted[core] = NOTHING;
        this.busy[path] = true;
        this.next[path] = (core + 1) % this.cores;
        return core;
      }
    }
    return NOTHING;
  }

  private pathOf(memory: number): number {
    return this.isBus === 1 ? 0 : memory;
  }
}
