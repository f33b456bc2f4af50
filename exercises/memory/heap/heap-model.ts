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
    return largest(this.areas());
  }

  /** The piece that ends where the heap ends. */
  lastPiece(): Piece | undefined {
    return this.pieces.find(({ to }) => to === this.end);
  }

  lastArea(): Area | undefined {
    return this.areas().find(({ to }) => to === this.end);
  }

  /** Whether part of it was freed by the program. */
  wasFreed(address: number, bytes: number): boolean {
    return this.pieces.some(({ from, to, isFreed }) => isFreed && address < to && from < address + bytes);
  }

  take(address: number, bytes: number): void {
    const end = address + bytes;
    this.pieces = this.pieces.flatMap((piece) => {
      if (piece.to <= address || piece.from >= end) return [piece];
      const below = { ...piece, to: address };
      const above = { ...piece, from: end };
      return [below, above].filter(({ from, to }) => to - from > ALLOWANCE_BYTES);
    });
    this.blocks.set(address, bytes);
  }

  release(address: number): void {
    const bytes = this.blocks.get(address);
    if (bytes === undefined) return;
    this.blocks.delete(address);
    if (bytes > ALLOWANCE_BYTES) this.pieces.push({ from: address, to: address + bytes, isFreed: true });
  }

  private areas(): readonly Area[] {
    const areas: Area[] = [];
    let from = this.base;
    for (const [address, bytes] of [...this.blocks].sort(([a], [b]) => a - b)) {
      if (address > from) areas.push({ from, to: address });
      from = address + bytes;
    }
    if (this.end > from) areas.push({ from, to: this.end });
    return areas;
  }
}

function largest<A extends Area>(areas: readonly A[]): A | undefined {
  return areas.reduce<A | undefined>(
    (found, area) => (found === undefined || area.to - area.from > found.to - found.from ? area : found),
    undefined,
  );
}
