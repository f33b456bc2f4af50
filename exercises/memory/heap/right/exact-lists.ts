import type { HeapPolicy, Services } from '../contract';

const GIVEN = 1;
const BELOW_FREE = 2;
const LEAST_BYTES = 16;
const MOST_BYTES = 1 << 28;
const GROWTH_BYTES = 1024;
/** Lists 0 to 29 are of blocks of 16, 24, 32 ... bytes; the last one is of all larger blocks, smallest first. */
const LARGE = 30;
const LARGE_BYTES = LEAST_BYTES + 8 * LARGE;

/**
 * A list for each size up to 248 bytes, and one of all larger blocks in the order of their sizes. Only free blocks
 * end with their size; a bit of a header says whether the block below is free.
 */
export class Heap implements HeapPolicy {
  private readonly end: number;
  private readonly heads: number;

  constructor(
    private readonly memory: Services,
    dataBase: number,
  ) {
    this.end = dataBase;
    this.heads = dataBase + 8;
  }

  initialise(): number {
    for (let list = 0; list <= LARGE; list++) this.memory.store(this.heads + 4 * list, 0);
    return this.memory.store(this.end, 0);
  }

  malloc(bytes: number): number {
    if (bytes < 1 || bytes > MOST_BYTES) return -1;
    const needed = Math.max(LEAST_BYTES, Math.ceil((bytes + 4) / 8) * 8);
    const block = this.find(needed) || this.grow(needed);
    if (block === 0) return -1;
    const size = this.sizeOf(block);
    this.remove(block, size);
    const above = block + size;
    if (size - needed < LEAST_BYTES) {
      this.memory.store(block, size + GIVEN);
      this.memory.store(above, this.memory.load(above) & ~BELOW_FREE);
    } else {
      this.memory.store(block, needed + GIVEN);
      this.add(block + needed, size - needed);
    }
    return block + 4;
  }

  free(address: number): number {
    let from = address - 4;
    const header = this.memory.load(from);
    let to = from + (header & ~7);
    if ((header & BELOW_FREE) !== 0) {
      const below = this.memory.load(from - 4);
      this.remove(from - below, below);
      from -= below;
    }
    const above = this.memory.load(to);
    if ((above & GIVEN) === 0) {
      this.remove(to, above & ~7);
      to += above & ~7;
    } else this.memory.store(to, above | BELOW_FREE);
    this.add(from, to - from);
    return 0;
  }

  private find(needed: number): number {
    for (let list = listOf(needed); list < LARGE; list++) {
      const block = this.memory.load(this.heads + 4 * list);
      if (block !== 0) return block;
    }
    let block = this.memory.load(this.heads + 4 * LARGE);
    while (block !== 0 && this.sizeOf(block) < needed) block = this.memory.load(block + 4);
    return block;
  }

  /** @returns the free block at the end of the heap, now large enough; 0 when the kernel has too little. */
  private grow(needed: number): number {
    let last = this.memory.load(this.end);
    if (last === 0) {
      const start = this.memory.sbrk(8);
      if (start === -1) return 0;
      last = start + 4;
      this.memory.store(last, GIVEN);
    }
    const isFree = (this.memory.load(last) & BELOW_FREE) !== 0;
    const free = isFree ? this.memory.load(last - 4) : 0;
    let added = Math.max(GROWTH_BYTES, needed - free);
    if (this.memory.sbrk(added) === -1) {
      added = needed - free;
      if (this.memory.sbrk(added) === -1) added = 0;
    }
    this.memory.store(this.end, last + added);
    if (added === 0) return 0;
    if (isFree) this.remove(last - free, free);
    this.memory.store(last + added, GIVEN + BELOW_FREE);
    this.add(last - free, free + added);
    return last - free;
  }

  /** The block above has its bit already, or gets it from whoever frees. */
  private add(block: number, size: number): void {
    const list = listOf(size);
    let previous = 0;
    let next = this.memory.load(this.heads + 4 * list);
    if (list === LARGE)
      while (next !== 0 && this.sizeOf(next) < size) {
        previous = next;
        next = this.memory.load(next + 4);
      }
    this.memory.store(block, size);
    this.memory.store(block + 4, next);
    this.memory.store(block + 8, previous);
    this.memory.store(block + size - 4, size);
    this.memory.store(previous === 0 ? this.heads + 4 * list : previous + 4, block);
    if (next !== 0) this.memory.store(next + 8, block);
  }

  private remove(block: number, size: number): void {
    const next = this.memory.load(block + 4);
    const previous = this.memory.load(block + 8);
    this.memory.store(previous === 0 ? this.heads + 4 * listOf(size) : previous + 4, next);
    if (next !== 0) this.memory.store(next + 8, previous);
  }

  private sizeOf(block: number): number {
    return this.memory.load(block) & ~7;
  }
}

function listOf(size: number): number {
  return size < LARGE_BYTES ? (size - LEAST_BYTES) / 8 : LARGE;
}
