/**
 * The memory system, as cores and devices see it: loads, stores and atomics by hardware thread, with values,
 * cycles and counts.
 *
 *      thread ─▶ store buffer ─▶ [ first level ] ─▶ private cache ──┬── bus / interconnect ─▶ shared ─▶ memory
 *                (TSO option)     tags only, if      data, states    │   level                 words
 *                                 there are two                      other cores (snoop)
 *      └─────── this file ─────┘ └─────── CoherentCaches ──────────┘ └────────── MemorySide ──────────────┘
 *
 * Promises. Each call carries out one access completely, so that accesses are ordered as the calls are. A call
 * says at which cycle it is made and leaves in `completionCycle` when it is done; calls should be made in order
 * of cycles. Values are real: a line that no protocol updates keeps its old words. Nothing is allocated by an
 * access. Same calls, same counts, values and cycles.
 *
 * Left out: transient states, split transactions, prefetching, speculative loads.
 * Sources: Culler and Singh, Parallel Computer Architecture, chapter 5; the protocols name theirs.
 */
import { Digest } from '../../engine/digest';
import type { Interconnect, InterconnectState } from '../interconnect/interconnect';
import { ATOMIC } from './atomic-operation';
import type { CacheArrayState } from './cache-array';
import { CoherentCaches } from './coherent-caches';
import { InstructionCaches } from './instruction-caches';
import { MemoryCounters } from './memory-counters';
import type { MemoryListener } from './memory-listener';
import { MemorySide } from './memory-side';
import {
  checkMemorySystemOptions,
  type MemoryCosts,
  type MemorySystemOptions,
} from './memory-system-options';
import { type CoherenceProtocol, EVENT } from './protocol';
import { Reservations } from './reservations';
import { StoreBuffer, type StoreBufferState } from './store-buffer';

/** All of the state but memory itself and what the options fix, as plain data. */
export type MemorySystemState = {
  readonly caches: readonly CacheArrayState[];
  readonly firstLevels: readonly CacheArrayState[];
  readonly shared: CacheArrayState | null;
  readonly instructions: readonly CacheArrayState[];
  readonly interconnect: InterconnectState;
  readonly buffers: readonly StoreBufferState[];
  readonly counters: readonly ReturnType<MemoryCounters['save']>[];
  readonly issueFree: readonly number[];
  readonly reservations: readonly number[];
  readonly completionCycle: number;
};

const FULL_MASK = -1;

export class MemorySystem {
  readonly lineBytes: number;
  readonly protocol: CoherenceProtocol;
  readonly costs: MemoryCosts;
  readonly interconnect: Interconnect;
  readonly coreCounters: readonly MemoryCounters[];
  private readonly threadsPerCore: number;
  private readonly below: MemorySide;
  private readonly caches: CoherentCaches;
  private readonly instructions: InstructionCaches | null;
  private readonly buffers: readonly StoreBuffer[] | null;
  private readonly reservations: Reservations;
  private readonly firstHitCycles: number;
  /** Addresses from this one on hold nothing. */
  readonly byteLimit: number;
  /** By core: the cycle from which it can issue for one of its threads. */
  private readonly issueFree: Float64Array;
  /** The earliest cycle at which some store buffer has to drain. */
  private nextDue = Number.POSITIVE_INFINITY;

  constructor(options: MemorySystemOptions) {
    checkMemorySystemOptions(options);
    const { cores, threadsPerCore = 1, storeBuffer = 0, carriesData = true } = options;
    const threads = cores * threadsPerCore;
    this.lineBytes = options.levels[0].lineBytes;
    this.threadsPerCore = threadsPerCore;
    this.coreCounters = Array.from({ length: cores }, () => new MemoryCounters());
    this.reservations = new Reservations(threads);
    this.below = new MemorySide(options, this.coreCounters);
    this.caches = new CoherentCaches(options, this.below, this.reservations, this.coreCounters);
    this.instructions =
      options.instructionCache === undefined
        ? null
        : new InstructionCaches(
            options.instructionCache,
            options.memory,
            this.caches,
            this.below,
            this.coreCounters,
            (options.instructionCoherence ?? 'snooping') === 'snooping',
          );
    this.buffers =
      storeBuffer === 0 ? null : Array.from({ length: threads }, () => new StoreBuffer(storeBuffer));
    this.issueFree = new Float64Array(cores);
    this.protocol = this.caches.protocol;
    this.costs = this.below.costs;
    this.interconnect = this.below.interconnect;
    this.firstHitCycles = this.caches.firstHitCycles;
    this.byteLimit = carriesData ? options.memory.byteLength : 0x1_0000_0000;
  }

  /** When the last access was done. Its issuer may go on at this cycle. */
  get completionCycle(): number {
    return this.caches.completionCycle;
  }

  /** The sums over all cores, as of now. */
  get counters(): MemoryCounters {
    const sum = new MemoryCounters();
    for (const counters of this.coreCounters) sum.add(counters);
    return sum;
  }

  set listener(listener: MemoryListener | null) {
    this.caches.listener = listener;
    this.below.listener = listener;
  }

  // ---- Accesses. `thread` is the hardware thread: with one a core, the core. ----

  /** The word at `address` (a multiple of 4), signed, as `thread` sees it. */
  load(thread: number, address: number, cycle: number): number {
    if (address & 3) this.refuse(address, 4);
    if (this.buffers === null && this.threadsPerCore === 1)
      return this.caches.read(thread, address, cycle, cycle);
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
    const old = this.caches.atomic(thread, core, kind, address, operand, expected, start);
    this.coreCounters[core].stallCycles += this.completionCycle - cycle - this.firstHitCycles;
    return old;
  }

  /** Waits until all earlier stores of `thread` are visible to every core. */
  fence(thread: number, cycle: number): void {
    this.caches.completionCycle = Math.max(this.drainAll(thread, cycle), cycle + 1);
  }

  /**
   * Load-reserved: a load that remembers its line until another thread writes there. With atomics at the memory
   * controller it reads there, so that it sees the newest word also on a machine without coherence.
   */
  loadReserved(thread: number, address: number, cycle: number): number {
    const word = this.caches.atomicsInCache
      ? this.load(thread, address, cycle)
      : this.atomic(thread, ATOMIC.read, address, 0, 0, cycle);
    this.reservations.reserve(thread, address >>> this.caches.lineShift);
    return word;
  }

  /** Store-conditional. @returns true when it stored: the line was reserved by `thread` and not written since. */
  storeConditional(thread: number, address: number, value: number, cycle: number): boolean {
    const reserved = this.reservations.holds(thread, address >>> this.caches.lineShift);
    this.clearReservation(thread);
    if (!reserved) {
      this.caches.completionCycle = cycle + this.firstHitCycles;
      return false;
    }
    this.atomic(thread, ATOMIC.swap, address, value, 0, cycle);
    return true;
  }

  /** Forgets the reservation of `thread` (a trap return may do so). */
  clearReservation(thread: number): void {
    this.reservations.clear(thread);
  }

  /**
   * The instruction word at `address`, through the core's instruction cache, which stores may not reach until
   * `fenceInstructions` (option `instructionCoherence`). Without instruction caches: the newest word, at once.
   */
  fetch(thread: number, address: number, cycle: number): number {
    if (address & 3) this.refuse(address, 4);
    const core = this.coreOf(thread);
    const start = this.issue(core, cycle);
    if (this.instructions !== null) return this.instructions.fetch(core, address, start);
    this.caches.completionCycle = start;
    return this.peek(address);
  }

  /** fence.i: earlier stores of `thread` become visible, and its core's later fetches see them. */
  fenceInstructions(thread: number, cycle: number): void {
    this.fence(thread, cycle);
    this.instructions?.invalidate(this.coreOf(thread));
  }

  /**
   * A device is about to read, or write, `bytes` bytes of physical memory by itself (DMA): afterwards it may do so.
   * On a coherent machine dirty copies are written back, and for a write all copies dropped; without coherence
   * nothing happens, and the driver must have flushed or must invalidate. Done at `completionCycle`, on
   * behalf of `core`, which is charged with the transactions.
   */
  prepareDeviceAccess(core: number, address: number, bytes: number, writes: boolean, cycle: number): void {
    let done = cycle;
    const last = (address + bytes - 1) >>> this.caches.lineShift;
    for (let line = address >>> this.caches.lineShift; line <= last; line++) {
      this.caches.makeMemoryCurrent(core, line, writes, done);
      done = this.completionCycle;
    }
    this.caches.completionCycle = done;
  }

  /** Computes without memory for `cycles` cycles: takes the issue slots of the core from its other threads. */
  compute(thread: number, cycles: number, cycle: number): void {
    const core = this.coreOf(thread);
    const start = this.threadsPerCore === 1 ? cycle : Math.max(cycle, this.issueFree[core]);
    this.issueFree[core] = start + cycles;
    this.caches.completionCycle = start + cycles;
  }

  /** Writes the line back if it is dirty, and drops it (cbo.flush). */
  flush(thread: number, address: number, cycle = this.completionCycle): void {
    this.caches.maintain(this.coreOf(thread), address, EVENT.evict, this.drainAll(thread, cycle));
  }

  /** Writes the line back if it is dirty, and keeps it (cbo.clean). */
  clean(thread: number, address: number, cycle = this.completionCycle): void {
    this.caches.maintain(this.coreOf(thread), address, EVENT.clean, this.drainAll(thread, cycle));
  }

  /** Flushes every line of the thread's core. */
  flushAll(thread: number, cycle = this.completionCycle): void {
    this.caches.flushAll(this.coreOf(thread), this.drainAll(thread, cycle));
  }

  /**
   * Drops the line. Without a protocol what was written there is lost (cbo.inval); with one it is written back
   * first, since coherent caches never lose a store.
   */
  invalidate(thread: number, address: number, cycle = this.completionCycle): void {
    if (this.protocol.snoops) this.flush(thread, address, cycle);
    else this.caches.discard(this.coreOf(thread), address, this.drainAll(thread, cycle));
  }

  // ---- What is where, without any effect. ----

  /** The letter of the line's state in the private cache of `core`. */
  stateOf(core: number, address: number): string {
    return this.caches.stateOf(core, address);
  }

  /** The word that `core`'s private cache holds, or undefined when the line is not there. */
  cachedWord(core: number, address: number): number | undefined {
    return this.caches.cachedWord(core, address);
  }

  /** Whether the first of two private levels of `core` has the line. */
  inFirstLevel(core: number, address: number): boolean {
    const first = this.caches.firstLevels?.[core];
    return first !== undefined && first.find(address >>> this.caches.lineShift) >= 0;
  }

  inSharedLevel(address: number): boolean {
    const { shared } = this.below;
    return shared !== null && shared.find(address >>> this.caches.lineShift) >= 0;
  }

  /** The newest word at `address` that has left the store buffers: a dirty copy, or else memory. */
  peek(address: number): number {
    return this.caches.peek(address);
  }

  // ---- Inside. ----

  private refuse(address: number, size: number): never {
    return this.caches.refuse(address, size);
  }

  private coreOf(thread: number): number {
    return this.threadsPerCore === 1 ? thread : Math.floor(thread / this.threadsPerCore);
  }

  /** The cycle at which the core issues for one of its threads: one access a cycle among them. */
  private issue(core: number, cycle: number): number {
    if (this.threadsPerCore === 1) return cycle;
    const start = Math.max(cycle, this.issueFree[core]);
    this.issueFree[core] = start + this.firstHitCycles;
    return start;
  }

  private loadBuffered(thread: number, address: number, cycle: number): number {
    const core = this.coreOf(thread);
    const start = this.issue(core, cycle);
    if (this.buffers === null) return this.caches.read(core, address, start, cycle);
    if (start >= this.nextDue) this.drainDue(start);
    const buffer = this.buffers[thread];
    if (buffer.length > 0 && buffer.knownMask(address) === FULL_MASK) {
      const counters = this.coreCounters[core];
      counters.loads++;
      counters.forwarded++;
      this.caches.completionCycle = start + this.firstHitCycles;
      counters.stallCycles += start - cycle;
      return buffer.apply(address, 0);
    }
    const word = this.caches.read(core, address, start, cycle);
    return buffer.length === 0 ? word : buffer.apply(address, word);
  }

  private storeMasked(thread: number, address: number, value: number, mask: number, cycle: number): void {
    const core = this.coreOf(thread);
    const start = this.issue(core, cycle);
    if (this.buffers === null) {
      this.caches.write(thread, core, address, value, mask, start);
    } else {
      if (address >>> 0 >= this.byteLimit) this.refuse(address, 4);
      if (start >= this.nextDue) this.drainDue(start);
      const buffer = this.buffers[thread];
      let accepted = start;
      if (buffer.isFull) accepted = this.drainOldest(thread, start);
      buffer.push(address, value, mask, accepted + this.costs.storeBufferDelay);
      this.findNextDue();
      this.caches.completionCycle = accepted + this.firstHitCycles;
    }
    this.coreCounters[core].stallCycles += this.completionCycle - cycle - this.firstHitCycles;
  }

  /** Drains every store that is due by `cycle`, in order of due cycle and thread. */
  private drainDue(cycle: number): void {
    const buffers = this.buffers!;
    while (this.nextDue <= cycle) {
      let first = 0;
      for (let thread = 1; thread < buffers.length; thread++)
        if (buffers[thread].dueCycle < buffers[first].dueCycle) first = thread;
      this.drainOldest(first, buffers[first].dueCycle);
      this.findNextDue();
    }
  }

  /** @returns the cycle at which the oldest store of `thread` became visible. */
  private drainOldest(thread: number, cycle: number): number {
    const buffer = this.buffers![thread];
    const start = Math.max(cycle, buffer.lastCycle);
    const { address, value, mask } = buffer;
    buffer.removeOldest();
    this.caches.write(thread, this.coreOf(thread), address, value, mask, start);
    buffer.lastCycle = this.completionCycle;
    return this.completionCycle;
  }

  /** Makes all stores of `thread` visible. @returns the cycle at which the last one is. */
  private drainAll(thread: number, cycle: number): number {
    if (this.buffers === null) return cycle;
    if (cycle >= this.nextDue) this.drainDue(cycle);
    const buffer = this.buffers[thread];
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

  // ---- Snapshots. Memory is the machine's, which saves it itself. ----

  save(): MemorySystemState {
    return {
      caches: this.caches.caches.map((cache) => cache.save()),
      firstLevels: this.caches.firstLevels?.map((cache) => cache.save()) ?? [],
      shared: this.below.shared?.save() ?? null,
      instructions: this.instructions?.save() ?? [],
      interconnect: this.interconnect.save(),
      buffers: this.buffers?.map((buffer) => buffer.save()) ?? [],
      counters: this.coreCounters.map((counters) => counters.save()),
      issueFree: Array.from(this.issueFree),
      reservations: this.reservations.save(),
      completionCycle: this.completionCycle,
    };
  }

  /** @param state of a memory system with the same options. */
  restore(state: MemorySystemState): void {
    state.caches.forEach((each, core) => {
      this.caches.caches[core].restore(each);
    });
    state.firstLevels.forEach((each, core) => {
      this.caches.firstLevels![core].restore(each);
    });
    if (state.shared !== null) this.below.shared!.restore(state.shared);
    this.instructions?.restore(state.instructions);
    this.interconnect.restore(state.interconnect);
    state.buffers.forEach((each, thread) => {
      this.buffers![thread].restore(each);
    });
    state.counters.forEach((each, core) => {
      this.coreCounters[core].restore(each);
    });
    this.issueFree.set(state.issueFree);
    this.reservations.restore(state.reservations);
    this.caches.completionCycle = state.completionCycle;
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
