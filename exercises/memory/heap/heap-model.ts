/**
 * What of a heap is free, given which blocks the program holds: what the judge measures an allocator by.
 *
 *      | block | piece | piece      | block | piece          |      area: free bytes between two blocks
 *              └──── one area ──────┘                               piece: what was free there without any joining
 *
 * The model follows the allocator's own choices. Where an allocator's headers and rounding lie it does not know: they
 * are in areas and pieces, so that a request counts as fitting only with ALLOWANCE_BYTES to spare; smaller pieces are
 * not kept.
 */
import { insertAt, placeOf, removeAt } from '../../../simulator/engine/in-place';

export const ALLOWANCE_BYTES = 64;

export interface Area {
  readonly from: number;
  readonly to: number;
}

export interface Piece extends Area {
  /** Whether the program had it, in contrast to memory that the kernel added and nobody had yet. */
  readonly isFreed: boolean;
}

export class HeapModel {
  private readonly blocks = new Map<number, number>();
  /** The same by address; none overlaps another. */
  private readonly addresses: number[] = [];
  private pieces: Piece[] = [];

  constructor(
    readonly base: number,
    readonly limitBytes: number,
    private end = base,
  ) {}

  get blocksHeld(): number {
    return this.blocks.size;
  }

  get heapEnd(): number {
    return this.end;
  }

  get bytesLeft(): number {
    return this.base + this.limitBytes - this.end;
  }

  grow(bytes: number): void {
    this.pieces.push({ from: this.end, to: this.end + bytes, isFreed: false });
    this.end += bytes;
  }

  /** A block that shares a byte with [address, address + bytes). */
  overlapping(address: number, bytes: number): (Area & { readonly bytes: number }) | undefined {
    const next = this.placeOf(address);
    const behind = this.addresses[next] ?? Number.POSITIVE_INFINITY;
    if (this.endOf(next - 1) <= address && address + bytes <= behind) return undefined;
    for (const [from, size] of this.blocks)
      if (address < from + size && from < address + bytes) return { from, to: from + size, bytes: size };
    return undefined;
  }

  /** The largest piece. */
  largestPiece(): Piece | undefined {
    return largest(this.pieces);
  }

  /** The largest run of free bytes. */
  largestArea(): Area | undefined {
    let found: Area | undefined;
    for (let place = 0; place <= this.addresses.length; place++) {
      const [from, to] = [this.endOf(place - 1), this.startOf(place)];
      if (to - from > (found === undefined ? 0 : found.to - found.from)) found = { from, to };
    }
    return found;
  }

  /** The piece that ends where the heap ends. */
  lastPiece(): Piece | undefined {
    return this.pieces.find(({ to }) => to === this.end);
  }

  lastArea(): Area | undefined {
    const from = this.endOf(this.addresses.length - 1);
    return this.end > from ? { from, to: this.end } : undefined;
  }

  /** Whether part of it was freed by the program. */
  wasFreed(address: number, bytes: number): boolean {
    return this.pieces.some(({ from, to, isFreed }) => isFreed && address < to && from < address + bytes);
  }

  take(address: number, bytes: number): void {
    const end = address + bytes;
    const pieces: Piece[] = [];
    for (const piece of this.pieces) {
      const { from, to } = piece;
      if (to <= address || from >= end) pieces.push(piece);
      else {
        if (address - from > ALLOWANCE_BYTES) pieces.push({ ...piece, to: address });
        if (to - end > ALLOWANCE_BYTES) pieces.push({ ...piece, from: end });
      }
    }
    this.pieces = pieces;
    this.blocks.set(address, bytes);
    insertAt(this.addresses, this.placeOf(address), address);
  }

  release(address: number): void {
    const bytes = this.blocks.get(address);
    if (bytes === undefined) return;
    this.blocks.delete(address);
    removeAt(this.addresses, this.placeOf(address));
    if (bytes > ALLOWANCE_BYTES) this.pieces.push({ from: address, to: address + bytes, isFreed: true });
  }

  /** How many blocks begin below `address`. */
  private placeOf(address: number): number {
    return placeOf(this.addresses, (each) => each < address);
  }

  /** Where the block at `place` begins; behind the last one the end of the heap. */
  private startOf(place: number): number {
    return this.addresses[place] ?? this.end;
  }

  /** Where it ends; before the first one the beginning of the heap. */
  private endOf(place: number): number {
    const address = this.addresses[place];
    return address === undefined ? this.base : address + (this.blocks.get(address) ?? 0);
  }
}

function largest<A extends Area>(areas: readonly A[]): A | undefined {
  return areas.reduce<A | undefined>(
    (found, area) => (found === undefined || area.to - area.from > found.to - found.from ? area : found),
    undefined,
  );
}
