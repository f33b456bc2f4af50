/**
 * What lies behind the private caches: bus or interconnect, the shared level, the memories of the nodes.
 *
 * The shared level stands before memory and is common to all cores: it can never be stale, so that it holds tags
 * and dirty bits only, and the words of both are in `memory`. Costs: an access occupies its path (see
 * Interconnect) for the cycles of what answers it, and for `farMemory` more when the line's home is another node.
 */
import { Interconnect } from '../interconnect/interconnect';
import type { PhysicalMemory } from '../memory/physical-memory';
import { CacheArray, exponentOf } from './cache-array';
import type { MemoryCounters } from './memory-counters';
import type { BusTransaction, MemoryListener } from './memory-listener';
import {
  type MemoryCosts,
  type MemorySystemOptions,
  memoryCosts,
  sharedLevelOf,
} from './memory-system-options';

const SHARED_FREE = 0;
const SHARED_CLEAN = 1;
const SHARED_DIRTY = 2;

export class MemorySide {
  listener: MemoryListener | null = null;
  /**
   * An inclusive shared level drops `line`: takes the private copies along. @returns true when one was dirty; its
   * words are then in memory. Set by the private caches.
   */
  dropPrivateCopies: (core: number, line: number) => boolean = () => false;
  readonly interconnect: Interconnect;
  readonly costs: MemoryCosts;
  readonly shared: CacheArray | null;
  readonly memory: PhysicalMemory;
  private readonly sharedInclusive: boolean;
  private readonly sharedHitCycles: number;
  private readonly lineShift: number;
  private readonly nodeShift: number;
  private readonly nodeCount: number;
  private readonly nodeOfCore: Int32Array;

  constructor(
    options: MemorySystemOptions,
    private readonly coreCounters: readonly MemoryCounters[],
  ) {
    const { cores, memory, nodes } = options;
    const level = sharedLevelOf(options);
    this.memory = memory;
    this.costs = memoryCosts(options.costs);
    this.shared = level === undefined ? null : new CacheArray(level, 0);
    this.sharedInclusive = level?.inclusive ?? true;
    this.sharedHitCycles = level?.hitCycles ?? 0;
    this.lineShift = exponentOf(options.levels[0].lineBytes);
    this.nodeCount = nodes?.count ?? 1;
    this.nodeShift =
      this.nodeCount === 1 ? 31 : exponentOf(nodes?.interleaveBytes ?? memory.byteLength / this.nodeCount);
    this.nodeOfCore = Int32Array.from(
      nodes?.nodeOfCore ?? coreCounters.map((_, core) => Math.floor((core * this.nodeCount) / cores)),
    );
    this.interconnect = new Interconnect(options.interconnect ?? 'bus', this.nodeCount);
  }

  /**
   * Takes the path to the home of `line` for `cycles`, from `start` or later.
   * @returns the cycle at which the transaction is done.
   */
  transact(core: number, kind: BusTransaction, line: number, cycles: number, start: number): number {
    const counters = this.coreCounters[core];
    const node = this.nodeOf(line);
    let held = cycles;
    if (node !== this.nodeOfCore[core]) {
      counters.farAccesses++;
      held += this.costs.farMemory;
    }
    const granted = this.interconnect.acquire(node, start, held);
    counters.busTransactions++;
    counters.waitCycles += granted - start;
    const done = granted + held;
    if (this.listener !== null)
      this.listener.transaction(core, kind, (line << this.lineShift) >>> 0, granted, done);
    return done;
  }

  /** The write-back of a replaced line follows the fetch; the core does not wait for it. */
  occupyForWriteBack(core: number, line: number, fetchDone: number): void {
    const node = this.nodeOf(line);
    const cycles = this.writeBackCycles() + (node === this.nodeOfCore[core] ? 0 : this.costs.farMemory);
    const from = Math.max(this.interconnect.freeCycle(node), fetchDone);
    this.interconnect.extend(node, fetchDone, cycles);
    this.coreCounters[core].busTransactions++;
    if (this.listener !== null)
      this.listener.transaction(core, 'writeBack', (line << this.lineShift) >>> 0, from, from + cycles);
  }

  /** How long a line that is written back holds the path, at a near memory. */
  writeBackCycles(): number {
    return this.shared === null ? this.costs.memoryAccess : this.sharedHitCycles;
  }

  private nodeOf(line: number): number {
    if (this.nodeCount === 1) return 0;
    return (line >>> (this.nodeShift - this.lineShift)) % this.nodeCount;
  }

  /** Counts the read of a line from the shared level or memory. @returns its cycles. */
  readLine(core: number, line: number): number {
    const counters = this.coreCounters[core];
    const { shared } = this;
    if (shared !== null) {
      const slot = shared.find(line);
      if (slot >= 0) {
        shared.touch(slot);
        counters.sharedHits++;
        return this.sharedHitCycles;
      }
      counters.sharedMisses++;
      this.placeShared(core, line);
    }
    counters.memoryReads++;
    return this.costs.memoryAccess;
  }

  /** Writes a word past the private caches. @returns its cycles. */
  writeWord(core: number, line: number, address: number, value: number, mask: number): number {
    const { words } = this.memory;
    const at = address >>> 2;
    words[at] = (words[at] & ~mask) | (value & mask);
    const slot = this.shared === null ? -1 : this.shared.find(line);
    if (this.shared !== null && slot >= 0) {
      this.shared.states[slot] = SHARED_DIRTY;
      return this.sharedHitCycles;
    }
    this.coreCounters[core].memoryWrites++;
    return this.costs.memoryAccess;
  }

  /** A whole line, whose words are already in memory, arrives from a private cache. */
  acceptLine(core: number, line: number): void {
    const counters = this.coreCounters[core];
    counters.writeBacks++;
    if (this.shared === null) {
      counters.memoryWrites++;
      return;
    }
    let slot = this.shared.find(line);
    if (slot < 0) slot = this.placeShared(core, line);
    this.shared.states[slot] = SHARED_DIRTY;
  }

  /** Makes room for `line` in the shared level, clean. An inclusive one takes the private copies of what it drops along. */
  private placeShared(core: number, line: number): number {
    const shared = this.shared!;
    const counters = this.coreCounters[core];
    const slot = shared.victim(line);
    if (shared.states[slot] !== SHARED_FREE) {
      const victimLine = shared.tags[slot];
      let dirty = shared.states[slot] === SHARED_DIRTY;
      if (this.sharedInclusive && this.dropPrivateCopies(core, victimLine)) dirty = true;
      if (dirty) counters.memoryWrites++;
    }
    shared.place(slot, line, SHARED_CLEAN);
    return slot;
  }
}
