/**
 * The way from caches to memories, and who may use it when.
 *
 *      bus             one access in flight in the whole machine
 *      interconnect    one access in flight a memory; accesses to different memories overlap
 *
 * A path is held from grant to end of an access. Requests are granted in the order in which they are made; the
 * machine makes them in order of cycles, and for equal cycles in order of cores. A request that has to wait is a
 * conflict, and the cycles that it waits are counted.
 */
export type InterconnectKind = 'bus' | 'interconnect';

export type InterconnectState = {
  readonly freeAt: readonly number[];
  readonly accesses: number;
  readonly conflicts: number;
  readonly waitCycles: number;
};

export class Interconnect {
  /** Granted accesses. */
  accesses = 0;
  /** Of these, the ones that had to wait. */
  conflicts = 0;
  /** Cycles that they waited, in sum. */
  waitCycles = 0;
  private readonly freeAt: Float64Array;
  private readonly shared: boolean;

  constructor(
    readonly kind: InterconnectKind,
    readonly memories: number,
  ) {
    this.shared = kind === 'bus';
    this.freeAt = new Float64Array(this.shared ? 1 : memories);
  }

  /**
   * Grants the path to `memory` for `cycles` cycles, at `cycle` or as soon as it is free.
   * @returns the cycle of the grant.
   */
  acquire(memory: number, cycle: number, cycles: number): number {
    const path = this.shared ? 0 : memory;
    const free = this.freeAt[path];
    this.accesses++;
    if (free <= cycle) {
      this.freeAt[path] = cycle + cycles;
      return cycle;
    }
    this.conflicts++;
    this.waitCycles += free - cycle;
    this.freeAt[path] = free + cycles;
    return free;
  }

  /** Keeps the path busy after the access in flight, for work that nobody waits for (a write-back). */
  extend(memory: number, cycle: number, cycles: number): void {
    const path = this.shared ? 0 : memory;
    const free = this.freeAt[path];
    this.accesses++;
    this.freeAt[path] = Math.max(free, cycle) + cycles;
  }

  /** The cycle from which the path to `memory` is free. */
  freeCycle(memory: number): number {
    return this.freeAt[this.shared ? 0 : memory];
  }

  save(): InterconnectState {
    return {
      freeAt: Array.from(this.freeAt),
      accesses: this.accesses,
      conflicts: this.conflicts,
      waitCycles: this.waitCycles,
    };
  }

  restore(state: InterconnectState): void {
    this.freeAt.set(state.freeAt);
    this.accesses = state.accesses;
    this.conflicts = state.conflicts;
    this.waitCycles = state.waitCycles;
  }
}
