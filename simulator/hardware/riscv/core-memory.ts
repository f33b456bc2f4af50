/**
 * Memory as one core sees it: the door between the interpreter and what stands behind it.
 *
 * `DirectMemory` is the functional one: RAM at once, devices through the address space, reservations shared by
 * the cores of a machine. A timed machine gives the core another implementation, without a RAM window.
 */

import type { DecodedPages } from '../memory/decoded-pages';
import type { PhysicalAddressSpace } from '../memory/physical-address-space';
import type { Access } from '../memory/physical-memory-protection';
import type { Sv32Walker, WalkContext, WalkOutcome } from '../translation/sv32';
import { atomicResult, type Core } from './core';

export interface CoreMemory {
  /** RAM for the interpreter's fast path. */
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  /** Physical address of RAM's first byte, as a signed 32-bit integer. */
  readonly ramBase: number;
  /** Whether the interpreter may remember fetched pages (else it asks at every entry to a page). */
  readonly remembersPages: boolean;
  /** Where the interpreter keeps what it decoded. */
  readonly decodedPages: DecodedPages;
  /** Set by every access: nobody answered at that address. */
  refused: boolean;
  /** Physical address that the last `translate` found. */
  translated: number;
  /** Called once, by the core that uses this memory. */
  attach(core: Core): void;
  /** Physical addresses are unsigned and aligned. */
  load(address: number, size: number): number;
  store(address: number, size: number, value: number): void;
  fetch(address: number): number;
  /** Whether the page may be read, or written, through the RAM window from now on (decoded pages are told). */
  loadsAreFast(address: number): boolean;
  storesAreFast(address: number): boolean;
  /** Atomics, also reserving ones, reach RAM only. @param op one of the interpreter's. @returns the old word. */
  atomic(address: number, op: number, operand: number): number;
  /** Stores `value` if the word is `expected`. @returns the old word. */
  compareAndSwap(address: number, expected: number, value: number): number;
  loadReserved(address: number): number;
  /** @returns 0 when stored, 1 when the reservation was lost. */
  storeConditional(address: number, value: number): number;
  /** @param space the address-space identifier of satp. */
  translate(
    walker: Sv32Walker,
    address: number,
    access: Access,
    context: WalkContext,
    space: number,
  ): WalkOutcome;
  /** sfence.vma; undefined: all addresses, all spaces. */
  translationFence(address: number | undefined, space: number | undefined): void;
  /** fence: earlier accesses before later ones. */
  fence(): void;
  /** fence.i: later fetches see earlier stores. */
  fenceInstructions(): void;
  /** The newest word at an address in RAM, without any effect. */
  peek(address: number): number;
}

/** Which core has reserved which word: one for all cores of a machine. */
export class Reservations {
  private readonly holders = new Map<number, { readonly core: Core; address: number }>();

  reserve(core: Core, address: number): void {
    this.holders.set(core.hartId, { core, address });
    for (const [hartId, { core: other }] of this.cores) if (hartId !== core.hartId) other.forgetStorePages();
  }

  /** @returns whether the core still held the word; it holds nothing afterwards. */
  take(core: Core, address: number): boolean {
    const held = this.holders.get(core.hartId)?.address === address;
    this.holders.delete(core.hartId);
    return held;
  }

  /** A store by `core` (or a device: undefined) ends what others reserved there. */
  stored(core: Core | undefined, address: number): void {
    for (const [hartId, holder] of this.holders)
      if (hartId !== core?.hartId && holder.address === (address & ~3) >>> 0) this.holders.delete(hartId);
  }

  /** As `stored`, of all words that a device wrote bytes of. */
  storedBytes(address: number, byteLength: number): void {
    if (this.holders.size === 0) return;
    for (let at = address - (address % 4); at < address + byteLength; at += 4) this.stored(undefined, at);
  }

  /** Whether another core reserved a word of this page, so that stores to it must be seen. */
  inPage(core: Core, address: number): boolean {
    for (const [hartId, holder] of this.holders)
      if (hartId !== core.hartId && (holder.address ^ address) >>> 12 === 0) return true;
    return false;
  }

  private readonly cores = new Map<number, { readonly core: Core }>();

  join(core: Core): void {
    this.cores.set(core.hartId, { core });
  }

  /** [hart, address] of each. */
  save(): number[][] {
    return [...this.holders].map(([hartId, { address }]) => [hartId, address]);
  }

  restore(state: readonly (readonly number[])[]): void {
    this.holders.clear();
    for (const [hartId, address] of state as [number, number][])
      this.holders.set(hartId, { core: (this.cores.get(hartId) as { core: Core }).core, address });
    for (const { core } of this.cores.values()) core.forgetStorePages();
  }
}

export class DirectMemory implements CoreMemory {
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  readonly ramBase: number;
  readonly remembersPages = true;
  readonly decodedPages: DecodedPages;
  refused = false;
  translated = 0;
  private core!: Core;

  constructor(
    private readonly space: PhysicalAddressSpace,
    private readonly reservations: Reservations = new Reservations(),
  ) {
    this.words = space.ram.words;
    this.bytes = space.ram.bytes;
    this.ramBase = space.ramBase | 0;
    this.decodedPages = space.decodedPages;
  }

  attach(core: Core): void {
    this.core = core;
    this.decodedPages.join(core);
    this.reservations.join(core);
  }

  load(address: number, size: number): number {
    const value = this.space.load(address, size);
    this.refused = this.space.refused;
    return value;
  }

  store(address: number, size: number, value: number): void {
    this.reservations.stored(this.core, address);
    this.space.store(address, size, value);
    this.refused = this.space.refused;
  }

  fetch(address: number): number {
    return this.load(address, 4);
  }

  loadsAreFast(address: number): boolean {
    return this.space.isRam(address - (address % 4096), 4096);
  }

  storesAreFast(address: number): boolean {
    return (
      this.loadsAreFast(address) &&
      !this.space.isWatched(address) &&
      !this.reservations.inPage(this.core, address)
    );
  }

  atomic(address: number, op: number, operand: number): number {
    this.refused = !this.space.isRam(address, 4);
    if (this.refused) return 0;
    const old = this.load(address, 4);
    this.store(address, 4, atomicResult(op, old, operand));
    return old;
  }

  compareAndSwap(address: number, expected: number, value: number): number {
    this.refused = !this.space.isRam(address, 4);
    if (this.refused) return 0;
    const old = this.load(address, 4);
    if (old === (expected | 0)) this.store(address, 4, value);
    return old;
  }

  loadReserved(address: number): number {
    this.refused = !this.space.isRam(address, 4);
    if (this.refused) return 0;
    this.reservations.reserve(this.core, address);
    return this.load(address, 4);
  }

  storeConditional(address: number, value: number): number {
    this.refused = false;
    if (!this.reservations.take(this.core, address)) return 1;
    this.store(address, 4, value);
    return 0;
  }

  translate(walker: Sv32Walker, address: number, access: Access, context: WalkContext): WalkOutcome {
    const outcome = walker.walk(address, access, context);
    this.translated = walker.physicalAddress;
    return outcome;
  }

  translationFence(): void {}

  fence(): void {}

  /** Stores to RAM were seen already; what a device answers to a fetch may have changed unseen. */
  fenceInstructions(): void {
    this.decodedPages.forget();
  }

  peek(address: number): number {
    return this.space.ram.loadWord(address - this.space.ramBase);
  }
}
