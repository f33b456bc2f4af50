/**
 * Arbitration: which of the waiting cores gets a path to memory next (row 121 of the syllabus).
 *
 *      accesses ─▶ path of their memory ─▶ ArbitrationPolicy.pickNext ─▶ granted, the path is held for the access
 *
 * A bus is one path for all memories, an interconnect one a memory (see Interconnect). The run is exact: at each
 * cycle paths that are done become free, then new requests arrive in order of cores, then each free path with
 * waiting requests is granted, in order of paths. A core may ask again while it waits; its accesses to one path
 * are carried out in the order made.
 */
import type { InterconnectKind } from './interconnect';

/** Chooses among the waiting cores. Only numbers cross it. */
export interface ArbitrationPolicy {
  /** `core` waits for `path` from now on; once for each of its accesses. */
  request(core: number, path: number): void;
  /** `path` is free and cores wait for it. @returns the core to be granted. */
  pickNext(path: number): number;
}

export interface MemoryAccess {
  readonly core: number;
  readonly memory: number;
  /** When it is asked for. */
  readonly cycle: number;
  /** How long it holds its path, at least 1. */
  readonly cycles: number;
}

export interface ArbitrationResult {
  /** By access, as given: the cycle at which it was granted. */
  readonly grants: readonly number[];
  /** Accesses that had to wait. */
  readonly conflicts: number;
  readonly waitCycles: number;
  /** When the last access was done. */
  readonly endCycle: number;
}

/** First come, first served; of the same cycle the lowest core. */
export class FirstComeArbitration implements ArbitrationPolicy {
  private readonly queues = new Map<number, number[]>();

  request(core: number, path: number): void {
    const queue = this.queues.get(path);
    if (queue === undefined) this.queues.set(path, [core]);
    else queue.push(core);
  }

  pickNext(path: number): number {
    return this.queues.get(path)?.shift() ?? -1;
  }
}

/** Counts of waiting requests, for policies that look at cores in a fixed or turning order. */
class WaitingCores {
  private readonly counts = new Map<number, Int32Array>();

  constructor(private readonly cores: number) {}

  add(core: number, path: number): void {
    let counts = this.counts.get(path);
    if (counts === undefined) {
      counts = new Int32Array(this.cores);
      this.counts.set(path, counts);
    }
    counts[core]++;
  }

  /** Takes a request of the first core that waits, looking from `from` on and around. @returns it, or -1. */
  takeFrom(from: number, path: number): number {
    const counts = this.counts.get(path);
    if (counts === undefined) return -1;
    for (let i = 0; i < this.cores; i++) {
      const core = (from + i) % this.cores;
      if (counts[core] > 0) {
        counts[core]--;
        return core;
      }
    }
    return -1;
  }
}

/** The lowest core always goes first: simple, and may starve the others. */
export class FixedPriorityArbitration implements ArbitrationPolicy {
  private readonly waiting: WaitingCores;

  constructor(cores: number) {
    this.waiting = new WaitingCores(cores);
  }

  request(core: number, path: number): void {
    this.waiting.add(core, path);
  }

  pickNext(path: number): number {
    return this.waiting.takeFrom(0, path);
  }
}

/** Each path goes round: the core after the one granted last comes first. Nobody waits for more than all others. */
export class RoundRobinArbitration implements ArbitrationPolicy {
  private readonly waiting: WaitingCores;
  private readonly next = new Map<number, number>();

  constructor(private readonly cores: number) {
    this.waiting = new WaitingCores(cores);
  }

  request(core: number, path: number): void {
    this.waiting.add(core, path);
  }

  pickNext(path: number): number {
    const core = this.waiting.takeFrom(this.next.get(path) ?? 0, path);
    if (core >= 0) this.next.set(path, (core + 1) % this.cores);
    return core;
  }
}

/**
 * Carries out `accesses` on a machine with `memories` memories.
 * @throws RangeError for an access that cannot be, or when the policy picks a core that does not wait.
 */
export function arbitrate(
  kind: InterconnectKind,
  memories: number,
  accesses: readonly MemoryAccess[],
  policy: ArbitrationPolicy,
): ArbitrationResult {
  for (const [index, { memory, cycle, cycles }] of accesses.entries())
    if (!(memory >= 0 && memory < memories && cycle >= 0 && cycles >= 1))
      throw new RangeError(
        `arbitrate: access ${index} asks memory ${memory} of ${memories} at cycle ${cycle} for ${cycles} cycles`,
      );
  const paths = kind === 'bus' ? 1 : memories;
  const pathOf = (access: MemoryAccess) => (kind === 'bus' ? 0 : access.memory);
  const arrivals = accesses
    .map((_, index) => index)
    .sort((a, b) => {
      const [first, second] = [accesses[a], accesses[b]];
      return first.cycle - second.cycle || first.core - second.core || a - b;
    });
  const waiting = Array.from({ length: paths }, (): number[] => []);
  const freeAt = new Array<number>(paths).fill(0);
  const grants = new Array<number>(accesses.length).fill(-1);
  let conflicts = 0;
  let waitCycles = 0;
  let endCycle = 0;
  let arrived = 0;
  let now = 0;
  for (;;) {
    while (arrived < arrivals.length && accesses[arrivals[arrived]].cycle <= now) {
      const index = arrivals[arrived++];
      const path = pathOf(accesses[index]);
      waiting[path].push(index);
      policy.request(accesses[index].core, path);
    }
    for (let path = 0; path < paths; path++) {
      const queue = waiting[path];
      if (queue.length === 0 || freeAt[path] > now) continue;
      const core = policy.pickNext(path);
      const at = queue.findIndex((index) => accesses[index].core === core);
      if (at < 0)
        throw new RangeError(`arbitrate: core ${core} does not wait for path ${path} at cycle ${now}`);
      const index = queue.splice(at, 1)[0];
      const { cycle, cycles } = accesses[index];
      grants[index] = now;
      freeAt[path] = now + cycles;
      endCycle = Math.max(endCycle, now + cycles);
      if (now > cycle) conflicts++;
      waitCycles += now - cycle;
    }
    let next = arrived < arrivals.length ? accesses[arrivals[arrived]].cycle : Number.POSITIVE_INFINITY;
    for (let path = 0; path < paths; path++)
      if (waiting[path].length > 0 && freeAt[path] < next) next = freeAt[path];
    if (next === Number.POSITIVE_INFINITY) return { grants, conflicts, waitCycles, endCycle };
    now = next;
  }
}
