/**
 * Memory with time, as one core sees it: every fetch, load, store and atomic goes through translation buffers and
 * caches, and moves the core's cycle on by what it takes beyond a pipelined first-level hit.
 *
 *      fetch ──▶ instruction TLB ─┐ miss                    ┌─▶ instruction cache ─┐
 *                                 ├──▶ second-level TLB ──▶ │                      ├─▶ bus ─▶ shared level, memory
 *      load  ──▶ data TLB ────────┘      │ miss             └─▶ data caches ───────┘
 *                                        └──▶ walker: its accesses go through the data caches
 *
 * Promises: the same registers and memory as `DirectMemory` gives; deterministic. Counts the hardware events of
 * CONVENTIONS.md beside. Addresses outside RAM are devices: uncached, a fixed cost.
 *
 * A translation found in a buffer that does not permit the access, or has yet to set the dirty bit, is walked
 * anew; so a fault always comes from the table as it stands.
 *
 * Leaves out: translation buffers shared by hardware threads, page-walk caches, overlap of misses.
 */
import { ATOMIC } from '../caches/atomic-operation';
import type { MemorySystem } from '../caches/memory-system';
import type { CostOverrides } from '../cost-overrides';
import * as COSTS from '../costs';
import { DecodedPages } from '../memory/decoded-pages';
import type { PhysicalAddressSpace } from '../memory/physical-address-space';
import { PAGE_BYTES } from '../memory/physical-memory';
import { ACCESS, type Access } from '../memory/physical-memory-protection';
import { ENTRY, Sv32Walker, type WalkContext, type WalkOutcome } from '../translation/sv32';
import { Tlb, type TlbGeometry } from '../translation/tlb';
import { HARDWARE_EVENT } from './control-registers';
import { type Core, Op } from './core';
import type { CoreMemory } from './core-memory';

export interface TimedMemoryOptions {
  /** The core's number in the memory system. Default 0. */
  readonly thread?: number;
  readonly instructionTlb?: TlbGeometry;
  readonly dataTlb?: TlbGeometry;
  /** Shared by instructions and data of the core. */
  readonly secondLevelTlb?: TlbGeometry;
  /** Default: the table's. */
  readonly costs?: Pick<CostOverrides, 'cacheHit' | 'deviceRegister' | 'secondLevelTlbHit'>;
}

/** Order of magnitude of a present core's: Hennessy and Patterson 6e, figure 2.28. */
const TLB_DEFAULTS = {
  instructionTlb: { sets: 1, ways: 32 },
  dataTlb: { sets: 1, ways: 32 },
  secondLevelTlb: { sets: 64, ways: 8 },
} as const satisfies Required<Omit<TimedMemoryOptions, 'thread' | 'costs'>>;

/** How the memory system names the interpreter's atomic operations. */
const ATOMIC_KINDS: ReadonlyMap<number, number> = new Map([
  [Op.amoswap, ATOMIC.swap],
  [Op.amoadd, ATOMIC.fetchAndAdd],
  [Op.amoxor, ATOMIC.exclusiveOr],
  [Op.amoand, ATOMIC.and],
  [Op.amoor, ATOMIC.or],
  [Op.amomin, ATOMIC.minimum],
  [Op.amomax, ATOMIC.maximum],
  [Op.amominu, ATOMIC.minimumUnsigned],
  [Op.amomaxu, ATOMIC.maximumUnsigned],
]);

export type TimedMemoryState = {
  readonly instructionTlb: ReturnType<Tlb['save']>;
  readonly dataTlb: ReturnType<Tlb['save']>;
  readonly secondLevelTlb: ReturnType<Tlb['save']>;
};

export class TimedMemory implements CoreMemory {
  /** No RAM window: the interpreter's tables of fast pages stay empty. */
  readonly words = new Int32Array(0);
  readonly bytes = new Uint8Array(0);
  readonly ramBase: number;
  readonly remembersPages = false;
  readonly decodedPages = new DecodedPages();
  refused = false;
  translated = 0;
  readonly instructionTlb: Tlb;
  readonly dataTlb: Tlb;
  readonly secondLevelTlb: Tlb;
  private readonly thread: number;
  private readonly cacheHitCycles: number;
  private readonly deviceRegisterCycles: number;
  private readonly secondLevelTlbHitCycles: number;
  private core!: Core;
  /** The walker is at work: its accesses are no loads and stores of the program. */
  private walking = false;

  constructor(
    private readonly space: PhysicalAddressSpace,
    private readonly system: MemorySystem,
    options: TimedMemoryOptions = {},
  ) {
    this.ramBase = space.ramBase | 0;
    this.thread = options.thread ?? 0;
    const { costs = {} } = options;
    this.cacheHitCycles = costs.cacheHit ?? COSTS.cacheHit.value;
    this.deviceRegisterCycles = costs.deviceRegister ?? COSTS.deviceRegister.value;
    this.secondLevelTlbHitCycles = costs.secondLevelTlbHit ?? COSTS.secondLevelTlbHit.value;
    this.instructionTlb = new Tlb(options.instructionTlb ?? TLB_DEFAULTS.instructionTlb);
    this.dataTlb = new Tlb(options.dataTlb ?? TLB_DEFAULTS.dataTlb);
    this.secondLevelTlb = new Tlb(options.secondLevelTlb ?? TLB_DEFAULTS.secondLevelTlb);
  }

  attach(core: Core): void {
    this.core = core;
  }

  load(address: number, size: number): number {
    if (!this.walking) this.count(HARDWARE_EVENT.load);
    this.refused = false;
    if (!this.space.isRam(address, size)) return this.loadDevice(address, size);
    const { system, thread } = this;
    const at = address - this.space.ramBase;
    const { cycle } = this.core;
    const value =
      size === 4
        ? system.load(thread, at, cycle)
        : size === 2
          ? system.loadHalf(thread, at, cycle)
          : system.loadByte(thread, at, cycle);
    this.passTime();
    return value;
  }

  store(address: number, size: number, value: number): void {
    if (!this.walking) this.count(HARDWARE_EVENT.store);
    this.refused = false;
    if (!this.space.isRam(address, size)) {
      this.stall(this.deviceRegisterCycles);
      this.space.store(address, size, value);
      this.refused = this.space.refused;
      return;
    }
    const { system, thread } = this;
    const at = address - this.space.ramBase;
    const { cycle } = this.core;
    if (size === 4) system.store(thread, at, value, cycle);
    else if (size === 2) system.storeHalf(thread, at, value, cycle);
    else system.storeByte(thread, at, value, cycle);
    this.passTime();
    this.space.noticeStore(address);
  }

  fetch(address: number): number {
    this.refused = false;
    if (!this.space.isRam(address, 4)) return this.loadDevice(address, 4);
    const word = this.system.fetch(this.thread, address - this.space.ramBase, this.core.cycle);
    this.passTime();
    return word;
  }

  loadsAreFast(): boolean {
    return false;
  }

  storesAreFast(): boolean {
    return false;
  }

  atomic(address: number, op: number, operand: number): number {
    const kind = ATOMIC_KINDS.get(op);
    if (kind === undefined) throw new Error(`TimedMemory: operation ${op} is no atomic one`);
    return this.atomically(address, kind, operand, 0);
  }

  compareAndSwap(address: number, expected: number, value: number): number {
    return this.atomically(address, ATOMIC.compareAndSwap, value, expected);
  }

  private atomically(address: number, kind: number, operand: number, expected: number): number {
    this.count(HARDWARE_EVENT.load);
    this.count(HARDWARE_EVENT.store);
    this.refused = !this.space.isRam(address, 4);
    if (this.refused) return 0;
    const at = address - this.space.ramBase;
    const old = this.system.atomic(this.thread, kind, at, operand, expected, this.core.cycle);
    this.passTime();
    this.space.noticeStore(address);
    return old;
  }

  loadReserved(address: number): number {
    this.count(HARDWARE_EVENT.load);
    this.refused = !this.space.isRam(address, 4);
    if (this.refused) return 0;
    const word = this.system.loadReserved(this.thread, address - this.space.ramBase, this.core.cycle);
    this.reservedWord = address;
    this.passTime();
    return word;
  }

  storeConditional(address: number, value: number): number {
    this.count(HARDWARE_EVENT.store);
    this.refused = false;
    const sameWord = this.reservedWord === address;
    this.reservedWord = NOTHING;
    if (!sameWord) this.system.clearReservation(this.thread);
    if (!this.space.isRam(address, 4)) return 1;
    const at = address - this.space.ramBase;
    const stored = this.system.storeConditional(this.thread, at, value, this.core.cycle);
    this.passTime();
    if (stored) this.space.noticeStore(address);
    return stored ? 0 : 1;
  }

  translate(
    walker: Sv32Walker,
    address: number,
    access: Access,
    context: WalkContext,
    space: number,
  ): WalkOutcome {
    const first = access === ACCESS.fetch ? this.instructionTlb : this.dataTlb;
    if (this.answers(first, address, access, context, space)) return 'translated';
    const second = this.secondLevelTlb;
    if (this.answers(second, address, access, context, space)) {
      this.stall(this.secondLevelTlbHitCycles);
      first.insert(space, address, second.entry, second.entryAddress, second.pageBytes);
      return 'translated';
    }
    this.count(HARDWARE_EVENT.translationMiss);
    this.walking = true;
    const outcome = walker.walk(address, access, context);
    this.walking = false;
    if (outcome !== 'translated') return outcome;
    this.translated = walker.physicalAddress;
    for (const tlb of [first, second])
      tlb.insert(space, address, walker.entry, walker.entryAddress, walker.pageBytes);
    return outcome;
  }

  translationFence(address: number | undefined, space: number | undefined): void {
    for (const tlb of [this.instructionTlb, this.dataTlb, this.secondLevelTlb]) tlb.flush(address, space);
  }

  fence(): void {
    this.system.fence(this.thread, this.core.cycle);
    this.passTime();
  }

  fenceInstructions(): void {
    this.system.fenceInstructions(this.thread, this.core.cycle);
    this.passTime();
  }

  peek(address: number): number {
    return this.system.peek(address - this.space.ramBase);
  }

  /** The translation buffers and the reserved word; caches and memory are the memory system's to save. */
  save(): TimedMemoryState & { readonly reservedWord: number } {
    return {
      instructionTlb: this.instructionTlb.save(),
      dataTlb: this.dataTlb.save(),
      secondLevelTlb: this.secondLevelTlb.save(),
      reservedWord: this.reservedWord,
    };
  }

  restore(state: ReturnType<TimedMemory['save']>): void {
    this.instructionTlb.restore(state.instructionTlb);
    this.dataTlb.restore(state.dataTlb);
    this.secondLevelTlb.restore(state.secondLevelTlb);
    this.reservedWord = state.reservedWord;
  }

  /** The memory system reserves a line; the program a word. */
  private reservedWord = NOTHING;

  private answers(tlb: Tlb, address: number, access: Access, context: WalkContext, space: number): boolean {
    if (!tlb.lookup(space, address)) return false;
    const { entry, pageBytes } = tlb;
    if (!Sv32Walker.permits(entry, access, context)) return false;
    if (access === ACCESS.store && (entry & ENTRY.dirty) === 0) return false;
    this.translated = (entry >>> 10) * PAGE_BYTES + (address & (pageBytes - 1));
    return true;
  }

  private loadDevice(address: number, size: number): number {
    this.stall(this.deviceRegisterCycles);
    const value = this.space.load(address, size);
    this.refused = this.space.refused;
    return value;
  }

  /** After an access of the memory system: the core waits for what it took beyond the pipelined hit. */
  private passTime(): void {
    this.stall(Math.max(0, this.system.completionCycle - this.core.cycle - this.cacheHitCycles));
    const { misses, instructionMisses } = this.system.coreCounters[this.thread];
    this.core.eventCounts[HARDWARE_EVENT.cacheMiss] = misses + instructionMisses;
  }

  private stall(cycles: number): void {
    this.core.cycle += cycles;
    this.core.eventCounts[HARDWARE_EVENT.stallCycle] += cycles;
  }

  private count(event: number): void {
    this.core.eventCounts[event]++;
  }
}

const NOTHING = -1;
