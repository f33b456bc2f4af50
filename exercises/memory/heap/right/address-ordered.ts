// exceeds: memory-accesses
import type { HeapPolicy, Services } from '../contract';

const HEADER_BYTES = 4;
const LEAST_BYTES = 16;
const MOST_BYTES = 1 << 28;
const GROWTH_BYTES = 512;

/**
 * One list of free blocks in the order of addresses, first fit, as in Kernighan and Ritchie: a free block is its size and
 * the next free block. Freeing walks along the list to where the block belongs, and joins it there.
 */
export class Heap implements HeapPolicy {
  constructor(
    private readonly memory: Services,
    private readonly first: number,
  ) {}

  initialise(): number {
    this.memory.store(this.first + 4, 0);
    return this.memory.store(this.first, 0);
  }

  malloc(bytes: number): number {
    if (bytes < 1 || bytes > MOST_BYTES) return -1;
    const needed = Math.max(LEAST_BYTES, Math.ceil((bytes + HEADER_BYTES) / 8) * 8);
    const found = this.take(needed);
    if (found !== 0) return found;
    return this.grow(needed) ? this.take(needed) : -1;
  }

  free(address: number): number {
    const block = address - HEADER_BYTES;
    let link = this.first;
    let below = 0;
    let above = this.memory.load(link);
    while (above !== 0 && above < block) {
      below = above;
      link = above + 4;
      above = this.memory.load(link);
    }
    let size = this.memory.load(block);
    let next = above;
    if (above !== 0 && block + size === above) {
      size += this.memory.load(above);
      next = this.memory.load(above + 4);
    }
    const sizeBelow = below === 0 ? 0 : this.memory.load(below);
    if (below !== 0 && below + sizeBelow === block) {
      this.memory.store(below, sizeBelow + size);
      this.memory.store(below + 4, next);
      return 0;
    }
    this.memory.store(block, size);
    this.memory.store(block + 4, next);
    return this.memory.store(link, block);
  }

  private take(needed: number): number {
    let link = this.first;
    for (let block = this.memory.load(link); block !== 0; block = this.memory.load(link)) {
      const size = this.memory.load(block);
      const next = this.memory.load(block + 4);
      if (size >= needed + LEAST_BYTES) {
        const rest = block + needed;
        this.memory.store(rest, size - needed);
        this.memory.store(rest + 4, next);
        this.memory.store(link, rest);
        this.memory.store(block, needed);
        return block + HEADER_BYTES;
      }
      if (size >= needed) {
        this.memory.store(link, next);
        return block + HEADER_BYTES;
      }
      link = block + 4;
    }
    return 0;
  }

  /** A new block at the end of the heap, freed there, so that it joins what is free below. */
  private grow(needed: number): boolean {
    let end = this.memory.load(this.first + 4);
    if (end === 0) {
      const start = this.memory.sbrk(8);
      if (start === -1) return false;
      end = start + 4;
    }
    let last = 0;
    for (let block = this.memory.load(this.first); block !== 0; block = this.memory.load(block + 4))
      last = block;
    const free = last !== 0 && last + this.memory.load(last) === end ? end - last : 0;
    let added = Math.max(GROWTH_BYTES, needed - free);
    if (this.memory.sbrk(added) === -1) {
      added = needed - free;
      if (this.memory.sbrk(added) === -1) added = 0;
    }
    this.memory.store(this.first + 4, end + added);
    if (added === 0) return false;
    this.memory.store(end, added);
    this.free(end + HEADER_BYTES);
    return true;
  }
}
