/**
 * The free blocks of a buddy allocator by the rules, given what is allocated: halves of halves of the arena that no
 * allocated block touches, each as large as can be, since free buddies always merge. No drawing here.
 *
 *      allocated       |  64  |32|                                    |
 *      free by size    32: +96    128: +128    256: +256    512: +512
 */
import { fieldOf } from '../../../simulator/engine/event-words';
import type { Trace } from '../../../simulator/engine/trace';
import { type Block, blocksAt, type MemoryModel } from './memory-model';

export interface FreeBlock {
  /** From the arena's start. */
  readonly offset: number;
  readonly bytes: number;
}

export interface Structure {
  /** Sizes of blocks, smallest first; by size the free blocks, lowest address first. */
  readonly sizes: readonly number[];
  readonly free: readonly (readonly FreeBlock[])[];
  /** What became free and what was cut or taken by the current event. */
  readonly came: readonly FreeBlock[];
  readonly left: readonly FreeBlock[];
  /** Where memory was asked for: what the rules say, out of which free block; null where they say that there is none. */
  readonly due?: { readonly block: FreeBlock; readonly outOf: FreeBlock } | null;
}

export function structureAt(model: MemoryModel, trace: Trace, index: number): Structure {
  const sizes = sizesOf(model);
  const now = freeAt(model, index);
  const before = freeAt(model, index - 1);
  const without = (blocks: readonly FreeBlock[], others: readonly FreeBlock[]) =>
    blocks.filter((block) => !others.some((other) => same(block, other)));
  const event = trace.event(index);
  const asks = event.kind.name === 'allocate' || event.kind.name === 'out-of-memory';
  return {
    sizes,
    free: sizes.map((bytes) => now.filter((block) => block.bytes === bytes)),
    came: without(now, before),
    left: without(before, now),
    ...(asks && { due: dueOf(sizes, before, fieldOf(event, 'bytes') ?? 0) }),
  };
}

export function same(one: FreeBlock, other: FreeBlock): boolean {
  return one.offset === other.offset && one.bytes === other.bytes;
}

function sizesOf({ bytes, minimumBlockBytes }: MemoryModel): number[] {
  const sizes = [];
  for (let size = Math.max(1, Math.min(minimumBlockBytes, bytes)); size < bytes; size *= 2) sizes.push(size);
  return [...sizes, bytes];
}

/** By address; none before the allocator is ready. */
function freeAt(model: MemoryModel, index: number): FreeBlock[] {
  if (index < model.readyFrom) return [];
  const free: FreeBlock[] = [];
  const walk = (offset: number, bytes: number, blocks: readonly Block[]) => {
    const start = model.base + offset;
    const inside = blocks.filter(
      (block) => block.address < start + bytes && start < block.address + block.bytes,
    );
    if (inside.length === 0) free.push({ offset, bytes });
    else if (bytes > model.minimumBlockBytes) {
      walk(offset, bytes / 2, inside);
      walk(offset + bytes / 2, bytes / 2, inside);
    }
  };
  walk(0, model.bytes, blocksAt(model, index));
  return free;
}

/** The smallest block that holds `bytes`, out of the smallest free block that does, the lowest of these. */
function dueOf(sizes: readonly number[], free: readonly FreeBlock[], bytes: number): Structure['due'] {
  const size = sizes.find((each) => each >= bytes);
  if (size === undefined || bytes < 1) return null;
  let outOf: FreeBlock | undefined;
  for (const block of free)
    if (block.bytes >= size && (outOf === undefined || block.bytes < outOf.bytes)) outOf = block;
  return outOf === undefined ? null : { block: { offset: outOf.offset, bytes: size }, outOf };
}
