/**
 * The private caches of all cores, and the interpreter of the protocol's table that keeps them coherent.
 *
 * An access is carried out completely before the next: look up, ask the table, use the bus if it says so, show
 * the transaction to the other caches, which act by the same table. The data of a line is in the private cache
 * that is on the bus. A first level in front of a private second one is write-through and inclusive, so that it
 * never differs from it and holds tags only.
 */
import type { PhysicalMemory } from '../memory/physical-memory';
import { atomicResult, atomicWrites } from './atomic-operation';
import { CacheArray, exponentOf } from './cache-array';
import type { MemoryCounters } from './memory-counters';
import type { MemoryListener } from './memory-listener';
import type { MemorySide } from './memory-side';
import { effectiveProtocol, type MemorySystemOptions, privateLevelsOf } from './memory-system-options';
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
import type { Reservations } from './reservations';

const FULL_MASK = -1;

export class CoherentCaches {
  /** When the last access was done. */
  completionCycle = 0;
  listener: MemoryListener | null = null;
  /** Told of each line that a core or a device writes. */
  onWritten: ((line: number) => void) | null = null;
  readonly protocol: CoherenceProtocol;
  readonly lineShift: number;
  readonly firstHitCycles: number;
  /** By core: the private cache that is on the bus. */
  readonly caches: readonly CacheArray[];
  /** By core: the level before it, when there are two private levels. */
  readonly firstLevels: readonly CacheArray[] | null;
  private readonly table: CompiledProtocol;
  private readonly memory: PhysicalMemory;
  readonly atomicsInCache: boolean;
  private readonly lineWords: number;
  private readonly wordMask: number;
  private readonly byteLimit: number;
  private readonly secondHitCycles: number;
  // What a snoop found, for the transaction that made it.
  private snoopShared = false;
  private snoopSupplierCore = -1;
  private snoopSupplierSlot = -1;

  constructor(
    options: MemorySystemOptions,
    private readonly below: MemorySide,
    private readonly reservations: Reservations,
    private readonly coreCounters: readonly MemoryCounters[],
  ) {
    const { memory, carriesData = true } = options;
    const levels = privateLevelsOf(options);
    const first = levels[0];
    const outermost = levels[levels.length - 1];
    const { lineBytes } = outermost;
    const lineWords = carriesData ? lineBytes >> 2 : 0;
    this.protocol = effectiveProtocol(options.writePolicy ?? 'write-back', options.protocol ?? 'mesi');
    this.table = compileProtocol(this.protocol);
    this.memory = memory;
    this.lineShift = exponentOf(lineBytes);
    this.lineWords = lineWords;
    this.wordMask = (lineBytes >> 2) - 1;
    this.byteLimit = carriesData ? memory.byteLength : 0x1_0000_0000;
    this.caches = coreCounters.map(() => new CacheArray(outermost, lineWords));
    this.firstLevels = levels.length === 2 ? coreCounters.map(() => new CacheArray(first, 0)) : null;
    this.firstHitCycles = first.hitCycles;
    this.secondHitCycles = outermost.hitCycles;
    this.atomicsInCache = options.atomics === 'cache';
    below.dropPrivateCopies = (core, line) => this.dropAll(core, line);
  }

  /** The letter of the line's state in the private cache of `core`. */
  stateOf(core: number, address: number): string {
    const slot = this.caches[core].find(address >>> this.lineShift);
    return this.letter(slot < 0 ? INVALID : this.caches[core].states[slot]);
  }

  /** The word that `core`'s private cache holds, or undefined when the line is not there. */
  cachedWord(core: number, address: number): number | undefined {
    const cache = this.caches[core];
    const slot = cache.find(address >>> this.lineShift);
    return slot < 0 ? undefined : cache.data[slot * this.lineWords + this.wordOf(address)];
  }

  /** The newest word at `address` that has left the store buffers: a dirty copy, or else memory. */
  peek(address: number): number {
    const line = address >>> this.lineShift;
    for (let core = 0; core < this.caches.length; core++) {
      const cache = this.caches[core];
      const slot = cache.find(line);
      if (slot >= 0 && this.table.dirty[cache.states[slot]] === 1)
        return cache.data[slot * this.lineWords + this.wordOf(address)];
    }
    return this.memory.loadWord(address & ~3);
  }

  private wordOf(address: number): number {
    return (address >>> 2) & this.wordMask;
  }

  private letter(state: number): string {
    return this.protocol.states[state].letter;
  }

  /** A wrong address that reached the caches: a bug of the caller. */
  refuse(address: number, size: number): never {
    throw new RangeError(
      `MemorySystem: no aligned ${size}-byte access at 0x${(address >>> 0).toString(16)}; memory has ${this.byteLimit} bytes`,
    );
  }

  /** A load that reaches the caches at `start`; the thread asked at `askedCycle`. */
  read(core: number, address: number, start: number, askedCycle: number): number {
    const line = address >>> this.lineShift;
    const cache = this.caches[core];
    const counters = this.coreCounters[core];
    counters.loads++;
    let slot = cache.find(line);
    if (slot >= 0) {
      this.completionCycle = start + this.hit(core, cache, slot, line, counters);
      if (this.completionCycle !== askedCycle + this.firstHitCycles)
        counters.stallCycles += this.completionCycle - askedCycle - this.firstHitCycles;
      return cache.data[slot * this.lineWords + this.wordOf(address)] | 0;
    }
    if (address >>> 0 >= this.byteLimit) this.refuse(address, 4);
    counters.misses++;
    slot = this.fetch(core, line, EVENT.load, start);
    counters.stallCycles += this.completionCycle - askedCycle - this.firstHitCycles;
    return cache.data[slot * this.lineWords + this.wordOf(address)] | 0;
  }

  /** Counts and ages a hit in the private caches. @returns its cycles. */
  private hit(core: number, cache: CacheArray, slot: number, line: number, counters: MemoryCounters): number {
    const first = this.firstLevels;
    if (first === null) {
      counters.hits++;
      cache.touch(slot);
      return this.firstHitCycles;
    }
    return this.hitTwoLevels(first[core], cache, slot, line, counters);
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
  write(thread: number, core: number, address: number, value: number, mask: number, start: number): void {
    const line = address >>> this.lineShift;
    const cache = this.caches[core];
    const counters = this.coreCounters[core];
    counters.stores++;
    this.noteWrite(thread, line);
    const slot = cache.find(line);
    if (slot < 0) {
      if (address >>> 0 >= this.byteLimit) this.refuse(address, 4);
      counters.misses++;
      this.change(core, line, -1, address, value, mask, start);
      return;
    }
    const hitCycles = this.hit(core, cache, slot, line, counters);
    const at = cache.states[slot] * EVENT_COUNT + EVENT.store;
    if (this.table.actions[at] !== 0) {
      this.change(core, line, slot, address, value, mask, start);
      if (this.completionCycle < start + hitCycles) this.completionCycle = start + hitCycles;
      return;
    }
    const next = this.table.next[at];
    if (next !== cache.states[slot]) this.setState(core, slot, next, EVENT.store);
    this.putWord(cache, slot, address, value, mask);
    this.completionCycle = start + hitCycles;
  }

  private noteWrite(thread: number, line: number): void {
    this.reservations.written(thread, line);
    if (this.onWritten !== null) this.onWritten(line);
  }

  private putWord(cache: CacheArray, slot: number, address: number, value: number, mask: number): void {
    const at = slot * this.lineWords + this.wordOf(address);
    cache.data[at] = (cache.data[at] & ~mask) | (value & mask);
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
    const cache = this.caches[core];
    const counters = this.coreCounters[core];
    const before = slot < 0 ? INVALID : cache.states[slot];
    const at = before * EVENT_COUNT + EVENT.store;
    let actions = table.actions[at];
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
      this.completionCycle = this.below.transact(
        core,
        'upgrade',
        line,
        this.below.costs.busInvalidate,
        this.completionCycle,
      );
    }
    if (shared) actions |= table.actionsWhenShared[at];
    if (actions & ACTION.busUpdate) {
      this.snoop(core, line, EVENT.busUpdate, address, value, mask);
      shared = this.snoopShared;
      this.completionCycle = this.below.transact(
        core,
        'update',
        line,
        this.below.costs.busUpdate,
        this.completionCycle,
      );
    }
    if (actions & ACTION.busWrite) {
      this.snoop(core, line, EVENT.busWrite, address, value, mask);
      shared = this.snoopShared;
      const cycles = this.below.writeWord(core, line, address, value, mask);
      this.completionCycle = this.below.transact(core, 'write', line, cycles, this.completionCycle);
    }
    if (held < 0) return;
    const next = shared ? table.nextWhenShared[at] : table.next[at];
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
    const cache = this.caches[core];
    const counters = this.coreCounters[core];
    if (cache.wasInvalidated(line)) counters.coherenceMisses++;
    const slot = cache.victim(line);
    let victimLine = -1;
    if (cache.states[slot] !== INVALID) {
      counters.evictions++;
      if (table.dirty[cache.states[slot]] === 1) victimLine = cache.tags[slot];
      if (victimLine >= 0) this.writeBack(core, slot);
      this.setState(core, slot, INVALID, EVENT.evict);
    }
    const exclusive = (table.actions[INVALID * EVENT_COUNT + event] & ACTION.busReadExclusive) !== 0;
    this.snoop(core, line, exclusive ? EVENT.busReadExclusive : EVENT.busRead, 0, 0, 0);
    const words = this.lineWords;
    let cycles: number;
    if (this.snoopSupplierCore >= 0) {
      counters.cacheToCache++;
      cycles = this.below.costs.cacheToCache;
      const from = this.caches[this.snoopSupplierCore].data;
      const source = this.snoopSupplierSlot * words;
      const target = slot * words;
      for (let i = 0; i < words; i++) cache.data[target + i] = from[source + i];
    } else {
      cycles = this.below.readLine(core, line);
      const source = line << (this.lineShift - 2);
      const target = slot * words;
      for (let i = 0; i < words; i++) cache.data[target + i] = this.memory.words[source + i];
    }
    this.completionCycle = this.below.transact(
      core,
      exclusive ? 'readExclusive' : 'read',
      line,
      cycles,
      start,
    );
    if (victimLine >= 0) this.below.occupyForWriteBack(core, victimLine, this.completionCycle);
    const at = INVALID * EVENT_COUNT + event;
    const next = this.snoopShared ? table.nextWhenShared[at] : table.next[at];
    cache.place(slot, line, next);
    if (this.listener !== null) this.reportState(core, line, INVALID, next, event);
    if (this.firstLevels !== null) {
      const first = this.firstLevels[core];
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
    const counters = this.coreCounters[core];
    for (let other = 0; other < caches.length; other++) {
      if (other === core) continue;
      const cache = caches[other];
      const slot = cache.find(line);
      if (slot < 0) continue;
      const state = cache.states[slot];
      const at = state * EVENT_COUNT + event;
      const next = table.next[at];
      if (next === NO_ROW) this.impossible(state, event, line);
      const actions = table.actions[at];
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

  /** @returns the word before. */
  atomic(
    thread: number,
    core: number,
    kind: number,
    address: number,
    operand: number,
    expected: number,
    start: number,
  ): number {
    this.coreCounters[core].atomics++;
    return this.atomicsInCache
      ? this.atomicInCache(thread, core, kind, address, operand, expected, start)
      : this.atomicAtMemory(thread, core, kind, address, operand, expected, start);
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
    const cache = this.caches[core];
    const counters = this.coreCounters[core];
    const line = address >>> this.lineShift;
    if (address >>> 0 >= this.byteLimit) this.refuse(address, 4);
    // The line is held for writing from the read to the write: nothing comes between them.
    const slot = cache.find(line);
    let hitCycles = this.firstHitCycles;
    if (slot >= 0) hitCycles = this.hit(core, cache, slot, line, counters);
    else counters.misses++;
    const old = slot >= 0 ? cache.data[slot * this.lineWords + this.wordOf(address)] | 0 : this.peek(address);
    this.noteWrite(thread, line);
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
    const counters = this.coreCounters[core];
    const line = address >>> this.lineShift;
    const first = this.protocol.snoops ? 0 : core;
    const end = this.protocol.snoops ? caches.length : core + 1;
    for (let holder = first; holder < end; holder++) {
      const slot = caches[holder].find(line);
      if (slot < 0) continue;
      const at = caches[holder].states[slot] * EVENT_COUNT + EVENT.atomic;
      if (table.actions[at] & ACTION.writeMemory) this.writeBack(holder, slot);
    }
    const old = memory.words[address >>> 2] | 0;
    const result = atomicResult(kind, old, operand, expected);
    const writes = atomicWrites(kind, old, expected);
    memory.words[address >>> 2] = result;
    counters.memoryReads++;
    if (writes) {
      counters.memoryWrites++;
      this.noteWrite(thread, line);
    }
    for (let holder = first; holder < end; holder++) {
      const cache = caches[holder];
      const slot = cache.find(line);
      if (slot < 0) continue;
      const state = cache.states[slot];
      const at = state * EVENT_COUNT + EVENT.atomic;
      const next = table.next[at];
      if (table.actions[at] & ACTION.takeUpdate) {
        if (holder !== core) counters.updates++;
        this.putWord(cache, slot, address, result, FULL_MASK);
      }
      if (next === INVALID && holder !== core) counters.invalidations++;
      if (next !== state) this.setState(holder, slot, next, EVENT.atomic);
    }
    this.completionCycle = this.below.transact(
      core,
      'atomic',
      line,
      this.below.costs.memoryAccess + this.below.costs.busInvalidate,
      start,
    );
    return old;
  }

  /** Software asks for `event` (evict or clean) on the own copy of a line. */
  maintain(core: number, address: number, event: number, start: number): void {
    const cache = this.caches[core];
    const line = address >>> this.lineShift;
    const slot = cache.find(line);
    this.completionCycle = start + this.firstHitCycles;
    if (slot < 0) return;
    const at = cache.states[slot] * EVENT_COUNT + event;
    if (this.table.actions[at] & ACTION.writeBack) {
      this.writeBack(core, slot);
      this.completionCycle = this.below.transact(
        core,
        'writeBack',
        line,
        this.below.writeBackCycles(),
        start,
      );
    }
    const next = this.table.next[at];
    if (next !== cache.states[slot]) this.setState(core, slot, next, event);
  }

  private setState(core: number, slot: number, next: number, event: number): void {
    const cache = this.caches[core];
    const line = cache.tags[slot];
    if (this.listener !== null) this.reportState(core, line, cache.states[slot], next, event);
    if (next !== INVALID) {
      cache.states[slot] = next;
      return;
    }
    cache.drop(slot, event >= EVENT.atomic);
    if (this.firstLevels === null) return;
    const first = this.firstLevels[core];
    const firstSlot = first.find(line);
    if (firstSlot >= 0) first.drop(firstSlot, false);
  }

  private reportState(core: number, line: number, before: number, after: number, event: number): void {
    this.listener?.stateChanged(
      core,
      (line << this.lineShift) >>> 0,
      this.letter(before),
      this.letter(after),
      COHERENCE_EVENTS[event].name,
    );
  }

  /** Copies a private line to memory, or to the shared level before it. Does not change its state. */
  private writeBack(core: number, slot: number): void {
    const cache = this.caches[core];
    const line = cache.tags[slot];
    this.copyToMemory(cache, slot, line);
    this.below.acceptLine(core, line);
  }

  private copyToMemory(cache: CacheArray, slot: number, line: number): void {
    const words = this.lineWords;
    const source = slot * words;
    const target = line << (this.lineShift - 2);
    for (let i = 0; i < words; i++) this.memory.words[target + i] = cache.data[source + i];
  }

  /** Flushes every line of the private cache of `core`, in order of slots. */
  flushAll(core: number, start: number): void {
    const cache = this.caches[core];
    this.completionCycle = start;
    for (let slot = 0; slot < cache.tags.length; slot++)
      if (cache.states[slot] !== INVALID)
        this.maintain(core, cache.tags[slot] << this.lineShift, EVENT.evict, this.completionCycle);
  }

  /**
   * Makes memory hold the newest data of `line`, for a reader that has no coherent copy (instruction fetch, device);
   * with `drop` also frees the line everywhere, for a device that writes it. Caches that do not snoop do nothing.
   */
  makeMemoryCurrent(core: number, line: number, drop: boolean, start: number): void {
    this.completionCycle = start;
    if (!this.protocol.snoops) return;
    if (drop && this.onWritten !== null) this.onWritten(line);
    const { table } = this;
    for (let holder = 0; holder < this.caches.length; holder++) {
      const cache = this.caches[holder];
      const slot = cache.find(line);
      if (slot < 0) continue;
      const state = cache.states[slot];
      if (table.dirty[state] === 1) {
        this.writeBack(holder, slot);
        this.completionCycle = this.below.transact(
          core,
          'writeBack',
          line,
          this.below.writeBackCycles(),
          this.completionCycle,
        );
      }
      if (drop) {
        this.coreCounters[core].invalidations++;
        this.setState(holder, slot, INVALID, EVENT.evict);
      } else {
        const next = table.next[state * EVENT_COUNT + EVENT.clean];
        if (next !== state) this.setState(holder, slot, next, EVENT.clean);
      }
    }
  }

  /** Drops the own copy without writing it back. */
  discard(core: number, address: number, start: number): void {
    const slot = this.caches[core].find(address >>> this.lineShift);
    if (slot >= 0) this.setState(core, slot, INVALID, EVENT.evict);
    this.completionCycle = start + this.firstHitCycles;
  }

  /** Drops `line` from every private cache, for an inclusive shared level. @returns whether a copy was dirty. */
  private dropAll(core: number, line: number): boolean {
    const counters = this.coreCounters[core];
    let dirty = false;
    for (let holder = 0; holder < this.caches.length; holder++) {
      const cache = this.caches[holder];
      const slot = cache.find(line);
      if (slot < 0) continue;
      if (this.table.dirty[cache.states[slot]] === 1) {
        this.copyToMemory(cache, slot, line);
        counters.writeBacks++;
        dirty = true;
      }
      counters.backInvalidations++;
      this.setState(holder, slot, INVALID, EVENT.evict);
    }
    return dirty;
  }
}
