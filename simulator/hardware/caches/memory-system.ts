/**
 * The memory system: private caches with data, a coherence protocol from a table, an optional shared level, the
 * bus or interconnect, memories with near and far costs, store buffers and hardware threads.
 *
 *      thread ─▶ store buffer ─▶ [ first level ] ─▶ second level ──┬── bus / interconnect ─▶ shared ─▶ memory
 *                (TSO option)     tags only, if     data, states    │   level (tags)          words
 *                                 there are two                     other cores (snoop)
 *
 * Promises. Each call carries out one access completely, so that accesses are ordered as the calls are. A call
 * says at which cycle it is made and leaves in `completionCycle` when it is done; calls should be made in order
 * of cycles. Values are real: a line that no protocol updates keeps its old words. Nothing is allocated by an
 * access. Same calls, same counts, values and cycles.
 *
 * Where data lives: in the private cache that is on the bus, and in `memory`. A first level in front of a
 * private second one is write-through and inclusive, so it never differs and holds tags only. The shared level
 * is on the memory side of the bus: it is common to all, cannot be stale, and holds tags and dirty bits only.
 *
 * Left out: transient states, split transactions, prefetching, speculative loads.
 * Sources: Culler and Singh, Parallel Computer Architecture, chapter 5; the protocols name theirs.
 */
import { Digest } from '../../engine/digest';
import { Interconnect, type InterconnectState } from '../interconnect/interconnect';
import type { PhysicalMemory } from '../memory';
import { ATOMIC, atomicResult, atomicWrites } from './atomic-operation';
import { CacheArray, type CacheArrayState } from './cache-array';
import { MemoryCounters } from './memory-counters';
import {
  checkMemorySystemOptions,
  effectiveProtocol,
  LEVEL_HIT_CYCLES,
  type MemoryCosts,
  type MemorySystemOptions,
  memoryCosts,
} from './memory-system-options';
import {
  ACTION,
  COHERENCE_EVENTS,
  type CoherenceProtocol,
  type CompiledProtocol,
  compileProtocol,
  EVENT,
  EVENT_COUNT,
  INVALID,
  NO_ROW,
} from './protocol';
import { StoreBuffer, type StoreBufferState } from './store-buffer';

/** What `transaction` of a listener tells: one bus transaction. */
export const BUS_TRANSACTIONS = [
  'read',
  'readExclusive',
  'upgrade',
  'update',
  'write',
  'writeBack',
  'atomic',
] as const;
export type BusTransaction = (typeof BUS_TRANSACTIONS)[number];

/** Watches the memory system, for traces and pictures. It must not call back. */
export interface MemoryListener {
  /** A line of a private cache changed its state. `before` and `after` are letters, `event` the table's event. */
  stateChanged(core: number, lineAddress: number, before: string, after: string, event: string): void;
  /** A transaction held the bus from `startCycle` to `endCycle`. */
  transaction(
    core: number,
    kind: BusTransaction,
    address: number,
    startCycle: number,
    endCycle: number,
  ): void;
}

/** All of the state but memory itself and what the options fix, as plain data. */
export interface MemorySystemState {
  readonly caches: readonly CacheArrayState[];
  readonly firstLevels: readonly CacheArrayState[];
  readonly shared: CacheArrayState | null;
  readonly interconnect: InterconnectState;
  readonly buffers: readonly StoreBufferState[];
  readonly counters: readonly (readonly number[])[];
  readonly issueFree: readonly number[];
  readonly reservations: readonly number[];
  readonly completionCycle: number;
}

const FULL_MASK = -1;
/** States of the shared level's lines. */
const SHARED_CLEAN = 1;
const SHARED_DIRTY = 2;

export class MemorySystem {
  /** When the last access was done. Its issuer may go on at this cycle. */
  completionCycle = 0;
  readonly protocol: CoherenceProtocol;
  readonly coreCounters: readonly MemoryCounters[];
  readonly interconnect: Interconnect;
  readonly lineBytes: number;
  readonly costs: MemoryCosts;
  listener: MemoryListener | null = null;

  private readonly cores: number;
  private readonly threadsPerCore: number;
  private readonly memory: PhysicalMemory;
  private readonly table: CompiledProtocol;
  /** The private cache of each core that is on the bus. */
  private readonly caches: readonly CacheArray[];
  /** The level before it, when there are two private levels. */
  private readonly firstLevels: readonly CacheArray[] | null;
  private readonly shared: CacheArray | null;
  private readonly sharedInclusive: boolean;
  private readonly buffers: readonly StoreBuffer[] | null;
  private readonly atomicsInCache: boolean;
  private readonly lineShift: number;
  private readonly lineWords: number;
  private readonly wordMask: number;
  private readonly byteLimit: number;
  private readonly firstHitCycles: number;
  private readonly secondHitCycles: number;
  private readonly sharedHitCycles: number;
  private readonly nodeShift: number;
  private readonly nodeCount: number;
  private readonly nodeOfCore: Int32Array;
  private readonly issueFree: Float64Array;
  /** Line that each hardware thread has reserved (load-reserved), or -1. */
  private readonly reservations: Int32Array;
  private reservedCount = 0;
  /** The earliest cycle at which some store buffer has to drain. */
  private nextDue = Number.POSITIVE_INFINITY;

  // What a snoop found, for the transaction that made it.
  private snoopShared = false;
  private snoopSupplierCore = -1;
  private snoopSupplierSlot = -1;

  constructor(options: MemorySystemOptions) {
    checkMemorySystemOptions(options);
    const { cores, levels, memory, carriesData = true, threadsPerCore = 1, storeBuffer = 0 } = options;
    const own = levels.filter((level) => !level.shared);
    const shared = levels.find((level) => level.shared);
    const outermost = own[own.length - 1]!;
    const lineBytes = outermost.lineBytes;
    const lineWords = carriesData ? lineBytes >> 2 : 0;
    const hitCycles = levels.map((level, index) => level.hitCycles ?? LEVEL_HIT_CYCLES[index]!);

    this.protocol = effectiveProtocol(options.writePolicy ?? 'write-back', options.protocol ?? 'mesi');
    this.table = compileProtocol(this.protocol);
    this.cores = cores;
    this.threadsPerCore = threadsPerCore;
    this.memory = memory;
    this.costs = memoryCosts(options.costs);
    this.lineBytes = lineBytes;
    this.lineShift = Math.log2(lineBytes);
    this.lineWords = lineWords;
    this.wordMask = (lineBytes >> 2) - 1;
    this.byteLimit = carriesData ? memory.byteLength : 0x1_0000_0000;
    this.caches = Array.from({ length: cores }, () => new CacheArray(outermost, lineWords));
    this.firstLevels = own.length === 2 ? this.caches.map(() => new CacheArray(own[0]!, 0)) : null;
    this.shared = shared === undefined ? null : new CacheArray(shared, 0);
    this.sharedInclusive = shared?.inclusive ?? true;
    this.firstHitCycles = hitCycles[0]!;
    this.secondHitCycles = hitCycles[own.length - 1]!;
    this.sharedHitCycles = hitCycles[levels.length - 1]!;
    this.atomicsInCache = options.atomics === 'cache';
    this.nodeCount = options.nodes?.count ?? 1;
    this.nodeShift =
      this.nodeCount === 1
        ? 31
        : Math.log2(options.nodes?.interleaveBytes ?? memory.byteLength / this.nodeCount);
    this.nodeOfCore = Int32Array.from(
      options.nodes?.nodeOfCore ?? this.caches.map((_, core) => Math.floor((core * this.nodeCount) / cores)),
    );
    this.interconnect = new Interconnect(options.interconnect ?? 'bus', this.nodeCount);
    const threads = cores * threadsPerCore;
    this.buffers =
      storeBuffer === 0 ? null : Array.from({ length: threads }, () => new StoreBuffer(storeBuffer));
    this.coreCounters = this.caches.map(() => new MemoryCounters());
    this.issueFree = new Float64Array(cores);
    this.reservations = new Int32Array(threads).fill(-1);
  }

  /** The sums over all cores. */
  get counters(): MemoryCounters {
    const sum = new MemoryCounters();
    for (const counters of this.coreCounters) sum.add(counters);
    return sum;
  }

  // ---- Accesses. `thread` is the hardware thread: with one a core, the core. ----

  /** The word at `address` (a multiple of 4), signed, as `thread` sees it. */
  load(thread: number, address: number, cycle: number): number {
    if (address & 3) this.refuse(address, 4);
    if (this.buffers === null && this.threadsPerCore === 1) return this.read(thread, address, cycle, cycle);
    return this.loadBuffered(thread, address, cycle);
  }

  /** Stores the low 32 bits of `value` at `address`, a multiple of 4. */
  store(thread: number, address: number, value: number, cycle: number): void {
    if (address & 3) this.refuse(address, 4);
    this.storeMasked(thread, address, value, FULL_MASK, cycle);
  }

  /** @returns 0 to 65535. */
  loadHalf(thread: number, address: number, cycle: number): number {
    if (address & 1) this.refuse(address, 2);
    return (this.load(thread, address & ~3, cycle) >>> ((address & 2) << 3)) & 0xffff;
  }

  storeHalf(thread: number, address: number, value: number, cycle: number): void {
    if (address & 1) this.refuse(address, 2);
    const shift = (address & 2) << 3;
    this.storeMasked(thread, address & ~3, value << shift, 0xffff << shift, cycle);
  }

  /** @returns 0 to 255. */
  loadByte(thread: number, address: number, cycle: number): number {
    return (this.load(thread, address & ~3, cycle) >>> ((address & 3) << 3)) & 0xff;
  }

  storeByte(thread: number, address: number, value: number, cycle: number): void {
    const shift = (address & 3) << 3;
    this.storeMasked(thread, address & ~3, value << shift, 0xff << shift, cycle);
  }

  /**
   * One atomic operation. It first waits until the thread's earlier stores are visible.
   * @param kind one of ATOMIC; the atomic kinds of OPERATION are among them.
   * @param expected compareAndSwap: what must be there.
   * @returns the word before.
   */
  atomic(
    thread: number,
    kind: number,
    address: number,
    operand: number,
    expected: number,
    cycle: number,
  ): number {
    if (address & 3) this.refuse(address, 4);
    const core = this.coreOf(thread);
    const start = this.issue(core, this.drainAll(thread, cycle));
    this.coreCounters[core]!.atomics++;
    const old = this.atomicsInCache
      ? this.atomicInCache(thread, core, kind, address, operand, expected, start)
      : this.atomicAtMemory(thread, core, kind, address, operand, expected, start);
    this.coreCounters[core]!.stallCycles += this.completionCycle - cycle - this.firstHitCycles;
    return old;
  }

  /** Waits until all earlier stores of `thread` are visible to every core. */
  fence(thread: number, cycle: number): void {
    this.completionCycle = Math.max(this.drainAll(thread, cycle), cycle + 1);
  }

  /**
   * Load-reserved: a load that remembers its line until another thread writes there. With atomics at the memory
   * controller it reads there, so that it sees the newest word also on a machine without coherence.
   */
  loadReserved(thread: number, address: number, cycle: number): number {
    const word = this.atomicsInCache
      ? this.load(thread, address, cycle)
      : this.atomic(thread, ATOMIC.read, address, 0, 0, cycle);
    if (this.reservations[thread] === -1) this.reservedCount++;
    this.reservations[thread] = address >>> this.lineShift;
    return word;
  }

  /** Store-conditional. @returns true when it stored: the line was reserved by `thread` and not written since. */
  storeConditional(thread: number, address: number, value: number, cycle: number): boolean {
    const reserved = this.reservations[thread] === address >>> this.lineShift;
    this.clearReservation(thread);
    if (!reserved) {
      this.completionCycle = cycle + this.firstHitCycles;
      return false;
    }
    this.atomic(thread, ATOMIC.swap, address, value, 0, cycle);
    return true;
  }

  /** Forgets the reservation of `thread` (a trap return may do so). */
  clearReservation(thread: number): void {
    if (this.reservations[thread] === -1) return;
    this.reservations[thread] = -1;
    this.reservedCount--;
  }

  /** Computes without memory for `cycles` cycles: takes the issue slots of the core from its other threads. */
  compute(thread: number, cycles: number, cycle: number): void {
    const core = this.coreOf(thread);
    const start = this.threadsPerCore === 1 ? cycle : Math.max(cycle, this.issueFree[core]!);
    this.issueFree[core] = start + cycles;
    this.completionCycle = start + cycles;
  }

  // ---- Software coherence: on the own copy only, as the RISC-V cbo.* instructions on such a machine. ----

  /** Writes the line back if it is dirty, and drops it (cbo.flush). */
  flush(thread: number, address: number, cycle = this.completionCycle): void {
    this.maintain(thread, address, EVENT.evict, cycle);
  }

  /** Writes the line back if it is dirty, and keeps it (cbo.clean). */
  clean(thread: number, address: number, cycle = this.completionCycle): void {
    this.maintain(thread, address, EVENT.clean, cycle);
  }

  /** Flushes every line of the private cache, in order of slots. */
  flushAll(thread: number, cycle = this.completionCycle): void {
    const cache = this.caches[this.coreOf(thread)]!;
    let done = cycle;
    for (let slot = 0; slot < cache.tags.length; slot++) {
      if (cache.states[slot] === INVALID) continue;
      this.flush(thread, cache.tags[slot]! << this.lineShift, done);
      done = this.completionCycle;
    }
    this.completionCycle = done;
  }

  /**
   * Drops the line. Without a protocol what was written there is lost (cbo.inval); with one it is written back
   * first, since coherent caches never lose a store.
   */
  invalidate(thread: number, address: number, cycle = this.completionCycle): void {
    if (this.protocol.snoops) {
      this.flush(thread, address, cycle);
      return;
    }
    const core = this.coreOf(thread);
    const start = this.drainAll(thread, cycle);
    const slot = this.caches[core]!.find(address >>> this.lineShift);
    if (slot >= 0) this.setState(core, slot, INVALID, EVENT.evict);
    this.completionCycle = start + this.firstHitCycles;
  }

  // ---- What is where, without any effect. ----

  /** The letter of the line's state in the private cache of `core`. */
  stateOf(core: number, address: number): string {
    const slot = this.caches[core]!.find(address >>> this.lineShift);
    return this.letter(slot < 0 ? INVALID : this.caches[core]!.states[slot]!);
  }

  /** The word that `core`'s private cache holds, or undefined when the line is not there. */
  cachedWord(core: number, address: number): number | undefined {
    const cache = this.caches[core]!;
    const slot = cache.find(address >>> this.lineShift);
    return slot < 0 ? undefined : cache.data[slot * this.lineWords + this.wordOf(address)];
  }

  /** The newest word at `address` that has left the store buffers: a dirty copy, or else memory. */
  peek(address: number): number {
    const line = address >>> this.lineShift;
    for (let core = 0; core < this.cores; core++) {
      const cache = this.caches[core]!;
      const slot = cache.find(line);
      if (slot >= 0 && this.table.dirty[cache.states[slot]!] === 1)
        return cache.data[slot * this.lineWords + this.wordOf(address)]!;
    }
    return this.memory.loadWord(address & ~3);
  }

  // ---- Inside. ----

  private coreOf(thread: number): number {
    return this.threadsPerCore === 1 ? thread : Math.floor(thread / this.threadsPerCore);
  }

  private wordOf(address: number): number {
    return (address >>> 2) & this.wordMask;
  }

  private letter(state: number): string {
    return this.protocol.states[state]!.letter;
  }

  private refuse(address: number, size: number): never {
    throw new RangeError(
      `MemorySystem: no aligned ${size}-byte access at 0x${(address >>> 0).toString(16)}; memory has ${this.byteLimit} bytes`,
    );
  }

  /** The cycle at which the core issues for one of its threads: one access a cycle among them. */
  private issue(core: number, cycle: number): number {
    if (this.threadsPerCore === 1) return cycle;
    const start = Math.max(cycle, this.issueFree[core]!);
    this.issueFree[core] = start + this.firstHitCycles;
    return start;
  }

  private loadBuffered(thread: number, address: number, cycle: number): number {
    const core = this.coreOf(thread);
    const start = this.issue(core, cycle);
    if (this.buffers === null) return this.read(core, address, start, cycle);
    if (start >= this.nextDue) this.drainDue(start);
    const buffer = this.buffers[thread]!;
    if (buffer.length > 0 && buffer.knownMask(address) === FULL_MASK) {
      const counters = this.coreCounters[core]!;
      counters.loads++;
      counters.forwarded++;
      this.completionCycle = start + this.firstHitCycles;
      counters.stallCycles += start - cycle;
      return buffer.apply(address, 0);
    }
    const word = this.read(core, address, start, cycle);
    return buffer.length === 0 ? word : buffer.apply(address, word);
  }

  private storeMasked(thread: number, address: number, value: number, mask: number, cycle: number): void {
    const core = this.coreOf(thread);
    const start = this.issue(core, cycle);
    if (this.buffers === null) {
      this.write(thread, core, address, value, mask, start);
    } else {
      if (address >>> 0 >= this.byteLimit) this.refuse(address, 4);
      if (start >= this.nextDue) this.drainDue(start);
      const buffer = this.buffers[thread]!;
      let accepted = start;
      if (buffer.isFull) accepted = this.drainOldest(thread, start);
      buffer.push(address, value, mask, accepted + this.costs.storeBufferDelay);
      this.findNextDue();
      this.completionCycle = accepted + this.firstHitCycles;
    }
    this.coreCounters[core]!.stallCycles += this.completionCycle - cycle - this.firstHitCycles;
  }

  /** Drains every store that is due by `cycle`, in order of due cycle and thread. */
  private drainDue(cycle: number): void {
    const buffers = this.buffers!;
    while (this.nextDue <= cycle) {
      let first = 0;
      for (let thread = 1; thread < buffers.length; thread++)
        if (buffers[thread]!.dueCycle < buffers[first]!.dueCycle) first = thread;
      this.drainOldest(first, buffers[first]!.dueCycle);
      this.findNextDue();
    }
  }

  /** @returns the cycle at which the oldest store of `thread` became visible. */
  private drainOldest(thread: number, cycle: number): number {
    const buffer = this.buffers![thread]!;
    const start = Math.max(cycle, buffer.lastCycle);
    const { address, value, mask } = buffer;
    buffer.removeOldest();
    this.write(thread, this.coreOf(thread), address, value, mask, start);
    buffer.lastCycle = this.completionCycle;
    return this.completionCycle;
  }

  /** Makes all stores of `thread` visible. @returns the cycle at which the last one is. */
  private drainAll(thread: number, cycle: number): number {
    if (this.buffers === null) return cycle;
    if (cycle >= this.nextDue) this.drainDue(cycle);
    const buffer = this.buffers[thread]!;
    let done = cycle;
    while (buffer.length > 0) done = this.drainOldest(thread, done);
    this.findNextDue();
    return done;
  }

  private findNextDue(): void {
    let due = Number.POSITIVE_INFINITY;
    for (const buffer of this.buffers!) if (buffer.dueCycle < due) due = buffer.dueCycle;
    this.nextDue = due;
  }

  /** A load that reaches the caches at `start`; the thread asked at `askedCycle`. */
  private read(core: number, address: number, start: number, askedCycle: number): number {
    const line = address >>> this.lineShift;
    const cache = this.caches[core]!;
    const counters = this.coreCounters[core]!;
    counters.loads++;
    let slot = cache.find(line);
    if (slot >= 0) {
      this.completionCycle = start + this.hit(core, cache, slot, line, counters);
      if (this.completionCycle !== askedCycle + this.firstHitCycles)
        counters.stallCycles += this.completionCycle - askedCycle - this.firstHitCycles;
      return cache.data[slot * this.lineWords + this.wordOf(address)]! | 0;
    }
    if (address >>> 0 >= this.byteLimit) this.refuse(address, 4);
    counters.misses++;
    slot = this.fetch(core, line, EVENT.load, start);
    counters.stallCycles += this.completionCycle - askedCycle - this.firstHitCycles;
    return cache.data[slot * this.lineWords + this.wordOf(address)]! | 0;
  }

  /** Counts and ages a hit in the private caches. @returns its cycles. */
  private hit(core: number, cache: CacheArray, slot: number, line: number, counters: MemoryCounters): number {
    const first = this.firstLevels;
    if (first === null) {
      counters.hits++;
      cache.touch(slot);
      return this.firstHitCycles;
    }
    return this.hitTwoLevels(first[core]!, cache, slot, line, counters);
  }

  private hitTwoLevels(
    first: CacheArray,
    cache: CacheArray,
    slot: number,
    line: number,
    counters: MemoryCounters,
  ): number {
    const firstSlot = first.find(line);
    if (firstSlot >= 0) {
      counters.hits++;
      first.touch(firstSlot);
      return this.firstHitCycles;
    }
    counters.misses++;
    counters.secondPrivateHits++;
    cache.touch(slot);
    first.place(first.victim(line), line, 1);
    return this.secondHitCycles;
  }

  /** A store that reaches the caches at `start`. */
  private write(
    thread: number,
    core: number,
    address: number,
    value: number,
    mask: number,
    start: number,
  ): void {
    const line = address >>> this.lineShift;
    const cache = this.caches[core]!;
    const counters = this.coreCounters[core]!;
    counters.stores++;
    if (this.reservedCount > 0) this.breakReservations(thread, line);
    const slot = cache.find(line);
    if (slot < 0) {
      if (address >>> 0 >= this.byteLimit) this.refuse(address, 4);
      counters.misses++;
      this.change(core, line, -1, address, value, mask, start);
      return;
    }
    const hitCycles = this.hit(core, cache, slot, line, counters);
    const at = cache.states[slot]! * EVENT_COUNT + EVENT.store;
    if (this.table.actions[at] !== 0) {
      this.change(core, line, slot, address, value, mask, start);
      if (this.completionCycle < start + hitCycles) this.completionCycle = start + hitCycles;
      return;
    }
    const next = this.table.next[at]!;
    if (next !== cache.states[slot]) this.setState(core, slot, next, EVENT.store);
    this.putWord(cache, slot, address, value, mask);
    this.completionCycle = start + hitCycles;
  }

  private putWord(cache: CacheArray, slot: number, address: number, value: number, mask: number): void {
    const at = slot * this.lineWords + this.wordOf(address);
    cache.data[at] = (cache.data[at]! & ~mask) | (value & mask);
  }

  /** Carries out a store that needs the bus, as the table says. @param slot of the line, or -1 when it is not here. */
  private change(
    core: number,
    line: number,
    slot: number,
    address: number,
    value: number,
    mask: number,
    start: number,
  ): void {
    const { table } = this;
    const cache = this.caches[core]!;
    const counters = this.coreCounters[core]!;
    const before = slot < 0 ? INVALID : cache.states[slot]!;
    const at = before * EVENT_COUNT + EVENT.store;
    let actions = table.actions[at]!;
    let held = slot;
    let shared = false;
    this.completionCycle = start;
    if (actions & (ACTION.busRead | ACTION.busReadExclusive)) {
      held = this.fetch(core, line, EVENT.store, start);
      shared = this.snoopShared;
    }
    if (actions & ACTION.busUpgrade) {
      counters.upgrades++;
      this.snoop(core, line, EVENT.busUpgrade, address, 0, 0);
      this.transact(core, 'upgrade', line, this.costs.busInvalidate, this.completionCycle);
    }
    if (shared) actions |= table.actionsWhenShared[at]!;
    if (actions & ACTION.busUpdate) {
      this.snoop(core, line, EVENT.busUpdate, address, value, mask);
      shared = this.snoopShared;
      this.transact(core, 'update', line, this.costs.busUpdate, this.completionCycle);
    }
    if (actions & ACTION.busWrite) {
      this.snoop(core, line, EVENT.busWrite, address, value, mask);
      shared = this.snoopShared;
      const cycles = this.writeWordBelow(core, line, address, value, mask);
      this.transact(core, 'write', line, cycles, this.completionCycle);
    }
    if (held < 0) return;
    const next = shared ? table.nextWhenShared[at]! : table.next[at]!;
    if (next !== INVALID) this.putWord(cache, held, address, value, mask);
    if (cache.states[held] !== next) this.setState(core, held, next, EVENT.store);
  }

  /**
   * Brings `line` into the private cache of `core` for `event` (load or store): makes room, asks the other caches,
   * takes the data from the one that supplies it or from below, and gives the line its next state.
   * @returns its slot.
   */
  private fetch(core: number, line: number, event: number, start: number): number {
    const { table } = this;
    const cache = this.caches[core]!;
    const counters = this.coreCounters[core]!;
    if (cache.wasInvalidated(line)) counters.coherenceMisses++;
    const slot = cache.victim(line);
    let victimLine = -1;
    if (cache.states[slot] !== INVALID) {
      counters.evictions++;
      if (table.dirty[cache.states[slot]!] === 1) victimLine = cache.tags[slot]!;
      if (victimLine >= 0) this.writeBack(core, slot);
      this.setState(core, slot, INVALID, EVENT.evict);
    }
    const exclusive = (table.actions[INVALID * EVENT_COUNT + event]! & ACTION.busReadExclusive) !== 0;
    this.snoop(core, line, exclusive ? EVENT.busReadExclusive : EVENT.busRead, 0, 0, 0);
    const words = this.lineWords;
    let cycles: number;
    if (this.snoopSupplierCore >= 0) {
      counters.cacheToCache++;
      cycles = this.costs.cacheToCache;
      const from = this.caches[this.snoopSupplierCore]!.data;
      const source = this.snoopSupplierSlot * words;
      const target = slot * words;
      for (let i = 0; i < words; i++) cache.data[target + i] = from[source + i]!;
    } else {
      cycles = this.readLineBelow(core, line);
      const source = line << (this.lineShift - 2);
      const target = slot * words;
      for (let i = 0; i < words; i++) cache.data[target + i] = this.memory.words[source + i]!;
    }
    this.transact(core, exclusive ? 'readExclusive' : 'read', line, cycles, start);
    if (victimLine >= 0) this.occupyForWriteBack(core, victimLine);
    const at = INVALID * EVENT_COUNT + event;
    const next = this.snoopShared ? table.nextWhenShared[at]! : table.next[at]!;
    cache.place(slot, line, next);
    if (this.listener !== null) this.reportState(core, line, INVALID, next, event);
    if (this.firstLevels !== null) {
      const first = this.firstLevels[core]!;
      first.place(first.victim(line), line, 1);
    }
    return slot;
  }

  /** Shows an event to all other caches, which act as the table says. */
  private snoop(
    core: number,
    line: number,
    event: number,
    address: number,
    value: number,
    mask: number,
  ): void {
    this.snoopShared = false;
    this.snoopSupplierCore = -1;
    if (!this.protocol.snoops) return;
    const { table, caches } = this;
    const counters = this.coreCounters[core]!;
    for (let other = 0; other < caches.length; other++) {
      if (other === core) continue;
      const cache = caches[other]!;
      const slot = cache.find(line);
      if (slot < 0) continue;
      const state = cache.states[slot]!;
      const at = state * EVENT_COUNT + event;
      const next = table.next[at]!;
      if (next === NO_ROW) this.impossible(state, event, line);
      const actions = table.actions[at]!;
      if (actions !== 0) {
        if (actions & ACTION.supply) {
          this.snoopSupplierCore = other;
          this.snoopSupplierSlot = slot;
        }
        if (actions & ACTION.writeMemory) this.writeBack(other, slot);
        if (actions & ACTION.takeUpdate) {
          counters.updates++;
          this.putWord(cache, slot, address, value, mask);
        }
      }
      if (next === INVALID) counters.invalidations++;
      else this.snoopShared = true;
      if (next !== state) this.setState(other, slot, next, event);
    }
  }

  private impossible(state: number, event: number, line: number): never {
    throw new Error(
      `MemorySystem: ${this.protocol.name} has no row for ${this.letter(state)} on ${COHERENCE_EVENTS[event]?.name}` +
        ` (line ${line}): the caches broke the protocol's invariant`,
    );
  }

  private atomicInCache(
    thread: number,
    core: number,
    kind: number,
    address: number,
    operand: number,
    expected: number,
    start: number,
  ): number {
    const cache = this.caches[core]!;
    const counters = this.coreCounters[core]!;
    const line = address >>> this.lineShift;
    if (address >>> 0 >= this.byteLimit) this.refuse(address, 4);
    // The line is held for writing from the read to the write: nothing comes between them.
    const slot = cache.find(line);
    let hitCycles = this.firstHitCycles;
    if (slot >= 0) hitCycles = this.hit(core, cache, slot, line, counters);
    else counters.misses++;
    const old =
      slot >= 0 ? cache.data[slot * this.lineWords + this.wordOf(address)]! | 0 : this.peek(address);
    if (this.reservedCount > 0) this.breakReservations(thread, line);
    const result = atomicResult(kind, old, operand, expected);
    this.change(core, line, slot, address, result, FULL_MASK, start);
    if (this.completionCycle < start + hitCycles) this.completionCycle = start + hitCycles;
    return old;
  }

  private atomicAtMemory(
    thread: number,
    core: number,
    kind: number,
    address: number,
    operand: number,
    expected: number,
    start: number,
  ): number {
    if (address >>> 0 >= this.byteLimit) this.refuse(address, 4);
    const { table, caches, memory } = this;
    const counters = this.coreCounters[core]!;
    const line = address >>> this.lineShift;
    const first = this.protocol.snoops ? 0 : core;
    const end = this.protocol.snoops ? caches.length : core + 1;
    for (let holder = first; holder < end; holder++) {
      const slot = caches[holder]!.find(line);
      if (slot < 0) continue;
      const at = caches[holder]!.states[slot]! * EVENT_COUNT + EVENT.atomic;
      if (table.actions[at]! & ACTION.writeMemory) this.writeBack(holder, slot);
    }
    const old = memory.words[address >>> 2]! | 0;
    const result = atomicResult(kind, old, operand, expected);
    const writes = atomicWrites(kind, old, expected);
    memory.words[address >>> 2] = result;
    counters.memoryReads++;
    if (writes) {
      counters.memoryWrites++;
      if (this.reservedCount > 0) this.breakReservations(thread, line);
    }
    for (let holder = first; holder < end; holder++) {
      const cache = caches[holder]!;
      const slot = cache.find(line);
      if (slot < 0) continue;
      const state = cache.states[slot]!;
      const at = state * EVENT_COUNT + EVENT.atomic;
      const next = table.next[at]!;
      if (table.actions[at]! & ACTION.takeUpdate) {
        if (holder !== core) counters.updates++;
        this.putWord(cache, slot, address, result, FULL_MASK);
      }
      if (next === INVALID && holder !== core) counters.invalidations++;
      if (next !== state) this.setState(holder, slot, next, EVENT.atomic);
    }
    this.transact(core, 'atomic', line, this.costs.memoryAccess + this.costs.busInvalidate, start);
    return old;
  }

  private breakReservations(writer: number, line: number): void {
    const { reservations } = this;
    for (let thread = 0; thread < reservations.length; thread++)
      if (thread !== writer && reservations[thread] === line) this.clearReservation(thread);
  }

  private maintain(thread: number, address: number, event: number, cycle: number): void {
    const core = this.coreOf(thread);
    const start = this.drainAll(thread, cycle);
    const cache = this.caches[core]!;
    const line = address >>> this.lineShift;
    const slot = cache.find(line);
    this.completionCycle = start + this.firstHitCycles;
    if (slot < 0) return;
    const at = cache.states[slot]! * EVENT_COUNT + event;
    if (this.table.actions[at]! & ACTION.writeBack) {
      this.writeBack(core, slot);
      this.transact(core, 'writeBack', line, this.writeBackCycles(core, line), start);
    }
    const next = this.table.next[at]!;
    if (next !== cache.states[slot]) this.setState(core, slot, next, event);
  }

  private setState(core: number, slot: number, next: number, event: number): void {
    const cache = this.caches[core]!;
    const line = cache.tags[slot]!;
    if (this.listener !== null) this.reportState(core, line, cache.states[slot]!, next, event);
    if (next !== INVALID) {
      cache.states[slot] = next;
      return;
    }
    cache.drop(slot, event >= EVENT.atomic);
    if (this.firstLevels === null) return;
    const first = this.firstLevels[core]!;
    const firstSlot = first.find(line);
    if (firstSlot >= 0) first.drop(firstSlot, false);
  }

  private reportState(core: number, line: number, before: number, after: number, event: number): void {
    this.listener?.stateChanged(
      core,
      (line << this.lineShift) >>> 0,
      this.letter(before),
      this.letter(after),
      COHERENCE_EVENTS[event]!.name,
    );
  }

  // ---- Below the private caches: shared level, memory, bus. ----

  /** Takes the bus for `cycles` (and the way to a far node) from `start` or later; sets `completionCycle`. */
  private transact(core: number, kind: BusTransaction, line: number, cycles: number, start: number): void {
    const counters = this.coreCounters[core]!;
    const node = this.nodeOf(line);
    let held = cycles;
    if (node !== this.nodeOfCore[core]) {
      counters.farAccesses++;
      held += this.costs.farMemory;
    }
    const granted = this.interconnect.acquire(node, start, held);
    counters.busTransactions++;
    counters.waitCycles += granted - start;
    this.completionCycle = granted + held;
    if (this.listener !== null)
      this.listener.transaction(core, kind, (line << this.lineShift) >>> 0, granted, granted + held);
  }

  /** The write-back of a replaced line follows the fetch; the core does not wait for it. */
  private occupyForWriteBack(core: number, line: number): void {
    const node = this.nodeOf(line);
    const cycles = this.writeBackCycles(core, line);
    const from = Math.max(this.interconnect.freeCycle(node), this.completionCycle);
    this.interconnect.extend(node, this.completionCycle, cycles);
    this.coreCounters[core]!.busTransactions++;
    if (this.listener !== null)
      this.listener.transaction(core, 'writeBack', (line << this.lineShift) >>> 0, from, from + cycles);
  }

  private writeBackCycles(core: number, line: number): number {
    const cycles = this.shared === null ? this.costs.memoryAccess : this.sharedHitCycles;
    return this.nodeOf(line) === this.nodeOfCore[core] ? cycles : cycles + this.costs.farMemory;
  }

  private nodeOf(line: number): number {
    if (this.nodeCount === 1) return 0;
    return (line >>> (this.nodeShift - this.lineShift)) % this.nodeCount;
  }

  /** Copies a private line to memory, or to the shared level before it. Does not change its state. */
  private writeBack(core: number, slot: number): void {
    const cache = this.caches[core]!;
    const counters = this.coreCounters[core]!;
    const line = cache.tags[slot]!;
    counters.writeBacks++;
    this.copyToMemory(cache, slot, line);
    if (this.shared === null) {
      counters.memoryWrites++;
      return;
    }
    let sharedSlot = this.shared.find(line);
    if (sharedSlot < 0) sharedSlot = this.placeShared(core, line);
    this.shared.states[sharedSlot] = SHARED_DIRTY;
  }

  private copyToMemory(cache: CacheArray, slot: number, line: number): void {
    const words = this.lineWords;
    const source = slot * words;
    const target = line << (this.lineShift - 2);
    for (let i = 0; i < words; i++) this.memory.words[target + i] = cache.data[source + i]!;
  }

  /** Counts the read of a line from the shared level or memory. @returns its cycles. */
  private readLineBelow(core: number, line: number): number {
    const counters = this.coreCounters[core]!;
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
  private writeWordBelow(core: number, line: number, address: number, value: number, mask: number): number {
    const { words } = this.memory;
    const at = address >>> 2;
    if (this.lineWords > 0) words[at] = (words[at]! & ~mask) | (value & mask);
    const slot = this.shared === null ? -1 : this.shared.find(line);
    if (this.shared !== null && slot >= 0) {
      this.shared.states[slot] = SHARED_DIRTY;
      return this.sharedHitCycles;
    }
    this.coreCounters[core]!.memoryWrites++;
    return this.costs.memoryAccess;
  }

  /** Makes room for `line` in the shared level, clean. An inclusive one takes the private copies of what it drops along. */
  private placeShared(core: number, line: number): number {
    const shared = this.shared!;
    const counters = this.coreCounters[core]!;
    const slot = shared.victim(line);
    if (shared.states[slot] !== INVALID) {
      const victimLine = shared.tags[slot]!;
      let dirty = shared.states[slot] === SHARED_DIRTY;
      if (this.sharedInclusive)
        for (let holder = 0; holder < this.cores; holder++) {
          const cache = this.caches[holder]!;
          const held = cache.find(victimLine);
          if (held < 0) continue;
          if (this.table.dirty[cache.states[held]!] === 1) {
            this.copyToMemory(cache, held, victimLine);
            counters.writeBacks++;
            dirty = true;
          }
          counters.backInvalidations++;
          this.setState(holder, held, INVALID, EVENT.evict);
        }
      if (dirty) counters.memoryWrites++;
    }
    shared.place(slot, line, SHARED_CLEAN);
    return slot;
  }

  // ---- Snapshots. Memory is the machine's, which saves it itself. ----

  save(): MemorySystemState {
    return {
      caches: this.caches.map((cache) => cache.save()),
      firstLevels: this.firstLevels?.map((cache) => cache.save()) ?? [],
      shared: this.shared?.save() ?? null,
      interconnect: this.interconnect.save(),
      buffers: this.buffers?.map((buffer) => buffer.save()) ?? [],
      counters: this.coreCounters.map((counters) => counters.save()),
      issueFree: Array.from(this.issueFree),
      reservations: Array.from(this.reservations),
      completionCycle: this.completionCycle,
    };
  }

  /** @param state of a memory system with the same options. */
  restore(state: MemorySystemState): void {
    state.caches.forEach((each, core) => {
      this.caches[core]!.restore(each);
    });
    state.firstLevels.forEach((each, core) => {
      this.firstLevels![core]!.restore(each);
    });
    if (state.shared !== null) this.shared!.restore(state.shared);
    this.interconnect.restore(state.interconnect);
    state.buffers.forEach((each, thread) => {
      this.buffers![thread]!.restore(each);
    });
    state.counters.forEach((each, core) => {
      this.coreCounters[core]!.restore(each);
    });
    this.issueFree.set(state.issueFree);
    this.reservations.set(state.reservations);
    this.reservedCount = state.reservations.filter((line) => line !== -1).length;
    this.completionCycle = state.completionCycle;
    if (this.buffers !== null) this.findNextDue();
  }

  /** A fingerprint of all that `save` holds. */
  digest(): string {
    const digest = new Digest();
    addNumbers(digest, this.save());
    return digest.toString();
  }
}

function addNumbers(digest: Digest, value: unknown): void {
  if (typeof value === 'number') digest.addNumber(value);
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) addNumbers(digest, part);
}
