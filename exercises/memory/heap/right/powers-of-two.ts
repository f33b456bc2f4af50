import type { HeapPolicy, Services } from '../contract';

const GIVEN = 1;
const LEAST_BYTES = 16;
const MOST_BYTES = 1 << 28;
const GROWTH_BYTES = 2048;
const LISTS = 28;

/**
 * Knuth's boundary tags: every block, given out or free, begins and ends with a word that holds its size and whether it is
 * given out. Free blocks are in doubly linked lists, one for each power of two, each searched for the first that fits.
 */
export class Heap implements HeapPolicy {
  private readonly end: number;
  private readonly lists: number;

  constructor(
    private readonly memory: Services,
    dataBase: number,
  ) {
    this.end = dataBase;
    this.lists = dataBase + 4;
  }

  initialise(): number {
    for (let list = 0; list < LISTS; list++) this.memory.store(this.lists + 4 * list, 0);
    return this.memory.store(this.end, 0);
  }

  malloc(bytes: number): number {
    if (bytes < 1 || bytes > MOST_BYTES) return -1;
    const needed = Math.max(LEAST_BYTES, (bytes + 8 + 7) & ~7);
    let block = this.find(needed);
    if (block === 0) {
      if (!this.grow(needed)) return -1;
      block = this.find(needed);
    }
    const size = this.memory.load(block);
    this.remove(block, size);
    if (size - needed >= LEAST_BYTES) {
      this.add(block + needed, size - needed);
      this.tag(block, needed, GIVEN);
    } else this.tag(block, size, GIVEN);
    return block + 4;
  }

  free(address: number): number {
    let block = address - 4;
    let size = this.memory.load(block) - GIVEN;
    const above = this.memory.load(block + size);
    if (above % 2 === 0) {
      this.remove(block + size, above);
      size += above;
    }
    const below = this.memory.load(block - 4);
    if (below % 2 === 0) {
      block -= below;
      this.remove(block, below);
      size += below;
    }
    this.add(block, size);
    return 0;
  }

  private find(needed: number): number {
    for (let list = listOf(needed); list < LISTS; list++)
      for (
        let block = this.memory.load(this.lists + 4 * list);
        block !== 0;
        block = this.memory.load(block + 4)
      )
        if (this.memory.load(block) >= needed) return block;
    return 0;
  }

  /** The heap begins with a word that stands for a block below, and ends with one for a block above. */
  private grow(needed: number): boolean {
    let end = this.memory.load(this.end);
    if (end === 0) {
      const start = this.memory.sbrk(8);
      if (start === -1) return false;
      this.memory.store(start, GIVEN);
      end = start + 4;
      this.memory.store(end, GIVEN);
      this.memory.store(this.end, end);
    }
    const below = this.memory.load(end - 4);
    const free = below % 2 === 0 ? below : 0;
    let added = Math.max(GROWTH_BYTES, needed - free);
    if (this.memory.sbrk(added) === -1) {
      added = needed - free;
      if (this.memory.sbrk(added) === -1) return false;
    }
    this.memory.store(end + added, GIVEN);
    this.memory.store(this.end, end + added);
    this.tag(end, added, GIVEN);
    this.free(end + 4);
    return true;
  }

  private add(block: number, size: number): void {
    const head = this.lists + 4 * listOf(size);
    const next = this.memory.load(head);
    this.tag(block, size, 0);
    this.memory.store(block + 4, next);
    this.memory.store(block + 8, 0);
    if (next !== 0) this.memory.store(next + 8, block);
    this.memory.store(head, block);
  }

  private remove(block: number, size: number): void {
    const next = this.memory.load(block + 4);
    const previous = this.memory.load(block + 8);
    this.memory.store(previous === 0 ? this.lists + 4 * listOf(size) : previous + 4, next);
    if (next !== 0) this.memory.store(next + 8, previous);
  }

  private tag(block: number, size: number, flag: number): void {
    this.memory.store(block, size + flag);
    this.memory.store(block + size - 4, size + flag);
  }
}

function listOf(size: number): number {
  return Math.min(LISTS - 1, 31 - Math.clz32(size) - 4);
}
