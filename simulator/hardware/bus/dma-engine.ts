/**
 * Direct memory access: devices move data to and from memory while the cores go on.
 *
 *      device ─▶ BusMaster ─▶ master enabled? ─▶ pinned? ─▶ iommu ─▶ caches told ─▶ RAM
 *                                   └────────────┴──────────┴─▶ refused: traced, memory untouched
 *
 * A buffer is a list of segments (scatter-gather). A device first *reserves* the bus, which tells when the transfer
 * will have ended, and moves the bytes at that cycle. One transfer at a time is on the bus; others wait in the order
 * in which they were asked for. Pins are looked at twice: when the bus is reserved, and when bytes move. A segment
 * is checked whole before any byte of its transfer moves.
 *
 * A scatter-gather list in memory has two words an entry: address, bytes.
 */
import type { CostOverrides } from '../cost-overrides';
import * as COSTS from '../costs';
import { PAGE_BYTES } from '../memory/physical-memory';
import type { Iommu } from './iommu';
import type { PinnedPages } from './pinned-pages';

export interface Segment {
  readonly address: number;
  readonly byteLength: number;
}

/** Why a transfer was refused; the number is what traces show. */
const REFUSAL = { notMaster: 1, notPinned: 2, iommu: 3, notMemory: 4 } as const;

export const SEGMENT_BYTES = 8;

/** A device's way into memory. Addresses are the device's: translated when there is an IOMMU and it is on. */
export interface BusMaster {
  /** @returns the cycle at which the transfer will have ended; undefined when it is refused. */
  reserve(segments: readonly Segment[], writes: boolean): number | undefined;
  /** The bytes of all segments; undefined when refused. */
  read(segments: readonly Segment[]): Uint8Array | undefined;
  /** Stores `bytes` into the segments, as many as fit. @returns false when refused, nothing stored. */
  write(segments: readonly Segment[], bytes: Uint8Array): boolean;
}

/** The engine's view of RAM. */
export interface DmaMemory {
  isRam(address: number, size: number): boolean;
  readBytes(address: number, byteLength: number): Uint8Array;
  /** Tells whoever must know: reservations, watchers, dirty pages. */
  writeBytes(address: number, bytes: Uint8Array): void;
}

export interface DmaEngineOptions {
  readonly memory: DmaMemory;
  readonly pinned: PinnedPages;
  readonly iommu: Iommu;
  readonly now: () => number;
  /** Default: the table's. */
  readonly costs?: Pick<CostOverrides, 'dmaSetup' | 'dmaSegment' | 'dmaWord'>;
  /** Caches must give up what they hold of a range before a device reads or writes it. */
  readonly beforeAccess?: (address: number, byteLength: number, writes: boolean) => void;
  readonly onTransfer?: (requester: number, address: number, byteLength: number, writes: boolean) => void;
  readonly onRefusal?: (requester: number, address: number, reason: number) => void;
}

export class DmaEngine {
  /** Bytes moved, and transfers refused, since the start. */
  bytesMoved = 0;
  refusals = 0;
  private freeAt = 0;

  constructor(private readonly options: DmaEngineOptions) {}

  /** @param requester the device's place on the bus, now. @param mayMaster whether its command register permits it. */
  master(requester: () => number, mayMaster: () => boolean): BusMaster {
    const pieces = (segments: readonly Segment[], writes: boolean) => {
      if (mayMaster()) return this.translate(requester(), segments, writes);
      this.refuse(requester(), segments[0]?.address ?? 0, REFUSAL.notMaster);
      return undefined;
    };
    return {
      reserve: (segments, writes) =>
        pieces(segments, writes) === undefined ? undefined : this.reserve(segments),
      read: (segments) => this.read(requester(), pieces(segments, false)),
      write: (segments, bytes) => this.write(requester(), pieces(segments, true), bytes),
    };
  }

  save() {
    const { bytesMoved, refusals, freeAt } = this;
    return { bytesMoved, refusals, freeAt };
  }

  restore(state: ReturnType<DmaEngine['save']>): void {
    Object.assign(this, state);
  }

  private refuse(requester: number, address: number, reason: number): void {
    this.refusals++;
    this.options.onRefusal?.(requester, address, reason);
  }

  private reserve(segments: readonly Segment[]): number {
    let words = 0;
    for (const { byteLength } of segments) words += Math.ceil(byteLength / 4);
    const { costs = {} } = this.options;
    const dmaSetup = costs.dmaSetup ?? COSTS.dmaSetup.value;
    const dmaSegment = costs.dmaSegment ?? COSTS.dmaSegment.value;
    const dmaWord = costs.dmaWord ?? COSTS.dmaWord.value;
    const cycles = dmaSetup + segments.length * dmaSegment + words * dmaWord;
    this.freeAt = Math.max(this.freeAt, this.options.now()) + cycles;
    return this.freeAt;
  }

  private read(requester: number, pieces: readonly Segment[] | undefined): Uint8Array | undefined {
    if (pieces === undefined) return undefined;
    const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
    let at = 0;
    for (const { address, byteLength } of pieces) {
      this.options.beforeAccess?.(address, byteLength, false);
      bytes.set(this.options.memory.readBytes(address, byteLength), at);
      at += byteLength;
      this.moved(requester, address, byteLength, false);
    }
    return bytes;
  }

  private write(requester: number, pieces: readonly Segment[] | undefined, bytes: Uint8Array): boolean {
    if (pieces === undefined) return false;
    let at = 0;
    for (const { address, byteLength } of pieces) {
      const part = bytes.subarray(at, at + byteLength);
      if (part.length === 0) break;
      this.options.beforeAccess?.(address, part.length, true);
      this.options.memory.writeBytes(address, part);
      at += part.length;
      this.moved(requester, address, part.length, true);
    }
    return true;
  }

  private moved(requester: number, address: number, byteLength: number, writes: boolean): void {
    this.bytesMoved += byteLength;
    this.options.onTransfer?.(requester, address, byteLength, writes);
  }

  /** Physical pieces of the segments, none across a page; undefined when one is refused. */
  private translate(requester: number, segments: readonly Segment[], writes: boolean): Segment[] | undefined {
    const { iommu, pinned, memory } = this.options;
    const pieces: Segment[] = [];
    for (const segment of segments)
      for (let at = 0; at < segment.byteLength; ) {
        const address = segment.address + at;
        const byteLength = Math.min(segment.byteLength - at, PAGE_BYTES - (address % PAGE_BYTES));
        const physical = iommu.translate(requester, address, writes);
        if (physical === undefined) {
          this.refuse(requester, address, REFUSAL.iommu);
          return undefined;
        }
        if (!memory.isRam(physical, byteLength)) {
          this.refuse(requester, address, REFUSAL.notMemory);
          return undefined;
        }
        const unpinned = pinned.firstUnpinned(physical, byteLength);
        if (unpinned !== undefined) {
          this.refuse(requester, unpinned, REFUSAL.notPinned);
          return undefined;
        }
        pieces.push({ address: physical, byteLength });
        at += byteLength;
      }
    return pieces;
  }
}
