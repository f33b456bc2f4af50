/**
 * What the free blocks of an arena are, given which blocks are allocated: what the judge measures an allocator by.
 *
 * The model follows the allocator's own choices where they are legal, so that one mistake is not counted again
 * in every call after it. Offsets are from the arena's start. Plain lists: it is written for being right.
 */
import { removeAt } from '../../../simulator/engine/in-place';

export interface Block {
  readonly offset: number;
  readonly bytes: number;
}

export interface FreeBlock extends Block {
  /** What would be free here if buddies were never merged: several pieces where they were, else the block itself. */
  readonly pieces: readonly Block[];
}

export class ArenaModel {
  private readonly free: FreeBlock[];
  private readonly allocated = new Map<number, number>();

  constructor(
    readonly bytes: number,
    readonly minimumBlockBytes: number,
  ) {
    this.free = [{ offset: 0, bytes, pieces: [{ offset: 0, bytes }] }];
  }

  get allocatedBlocks(): number {
    return this.allocated.size;
  }

  /** The smallest block size that holds `bytes`. */
  blockFor(bytes: number): number {
    let size = this.minimumBlockBytes;
    while (size < bytes) size *= 2;
    return size;
  }

  /** Whether `bytes` is the size of some block. */
  isBlockSize(bytes: number): boolean {
    return bytes >= 1 && bytes <= this.bytes && this.blockFor(bytes) === bytes;
  }

  /** Free blocks of at least `size` bytes: smallest first, lowest address first. */
  fitting(size: number): FreeBlock[] {
    const fitting: FreeBlock[] = [];
    for (const block of this.free) if (block.bytes >= size) fitting.push(block);
    return fitting.sort((a, b) => a.bytes - b.bytes || a.offset - b.offset);
  }

  /** The free block that [offset, offset + size) lies in. */
  around(offset: number, size: number): FreeBlock | undefined {
    return this.free.find((block) => block.offset <= offset && offset + size <= block.offset + block.bytes);
  }

  /** An allocated block that shares bytes with [offset, offset + size). */
  overlapping(offset: number, size: number): Block | undefined {
    for (const [start, bytes] of this.allocated)
      if (start < offset + size && offset < start + bytes) return { offset: start, bytes };
    return undefined;
  }

  /** Size of the allocated block that begins at `offset`; undefined when none does. */
  sizeAt(offset: number): number | undefined {
    return this.allocated.get(offset);
  }

  /** Allocates the aligned block [offset, offset + size), cutting it out of the free block around it. */
  take(offset: number, size: number): void {
    const block = this.around(offset, size);
    if (block === undefined) throw new Error(`ArenaModel: nothing free around ${offset}`);
    removeAt(this.free, this.free.indexOf(block));
    let start = block.offset;
    for (let half = block.bytes / 2; half >= size; half /= 2) {
      const inUpper = offset >= start + half;
      const left = inUpper ? start : start + half;
      this.free.push({ offset: left, bytes: half, pieces: within(block.pieces, left, half) });
      if (inUpper) start += half;
    }
    this.allocated.set(offset, size);
  }

  /** Frees the allocated block at `offset` and merges it with free buddies. */
  release(offset: number): void {
    let start = offset;
    let size = this.allocated.get(offset) ?? 0;
    let pieces: readonly Block[] = [{ offset, bytes: size }];
    this.allocated.delete(offset);
    for (;;) {
      const buddyOffset = Math.floor(start / size) % 2 === 0 ? start + size : start - size;
      const place = this.free.findIndex((block) => block.offset === buddyOffset && block.bytes === size);
      if (place < 0) break;
      const buddy = this.free[place];
      removeAt(this.free, place);
      start = Math.min(start, buddyOffset);
      size *= 2;
      pieces = [...pieces, ...buddy.pieces];
    }
    this.free.push({ offset: start, bytes: size, pieces });
  }
}

/** What of the pieces lies in the half [offset, offset + bytes) of a block. */
function within(pieces: readonly Block[], offset: number, bytes: number): Block[] {
  const end = offset + bytes;
  // A piece larger than the half was cut with it.
  if (pieces.some((piece) => piece.offset <= offset && end <= piece.offset + piece.bytes))
    return [{ offset, bytes }];
  return pieces.filter((piece) => piece.offset >= offset && piece.offset < end);
}
