import type { HeapPolicy, Services } from '../contract';

const GIVEN = 1;
const LEAST_BYTES = 16;
const MOST_BYTES = 1 << 28;
const GROWTH_BYTES = 1536;

/** One ring of all free blocks with boundary tags, next fit: a search goes on where the last one ended. */
export class Heap implements HeapPolicy {
  private readonly end: number;
  private readonly rover: number;

  constructor(
    private readonly memory: Services,
    dataBase: number,
  ) {
    this.end = dataBase;
    this.rover = dataBase + 4;
  }

  initialise(): number {
    this.memory.store(this.rover, 0);
    return this.memory.store(this.end, 0);
  }

  malloc(bytes: number): number {
    if (bytes < 1 || bytes > MOST_BYTES) return -1;
    const needed = Math.max(LEAST_BYTES, (bytes + 15) & -8);
    let block = this.search(needed);
    if (block === 0) {
      if (!this.grow(needed)) return -1;
      block = this.search(needed);
    }
    const size = this.memory.load(block);
    if (size - needed < LEAST_BYTES) {
      this.remove(block);
      this.tag(block, size, GIVEN);
      return block + 4;
    }
    // The upper end is given out: the rest keeps its place in the ring.
    this.tag(block, size - needed, 0);
    this.tag(block + size - needed, needed, GIVEN);
    this.memory.store(this.rover, block);
    return block + size - needed + 4;
  }

  free(address: number): number {
    let block = address - 4;
    let size = this.memory.load(block) - GIVEN;
    const above = this.memory.load(block + size);
    const below = this.memory.load(block - 4);
    if ((above & GIVEN) === 0) {
      this.remove(block + size);
      size += above;
    }
    if ((below & GIVEN) === 0) {
      block -= below;
      this.tag(block, size + below, 0);
      return 0;
    }
    this.tag(block, size, 0);
    const at = this.memory.load(this.rover);
    if (at === 0) {
      this.link(block, block);
      return this.memory.store(this.rover, block);
    }
    const next = this.memory.load(at + 4);
    this.link(at, block);
    this.link(block, next);
    return 0;
  }

  private search(needed: number): number {
    const start = this.memory.load(this.rover);
    if (start === 0) return 0;
    let block = start;
    do {
      if (this.memory.load(block) >= needed) return block;
      block = this.memory.load(block + 4);
    } while (block !== start);
    return 0;
  }

  private grow(needed: number): boolean {
    let end = this.memory.load(this.end);
    if (end === 0) {
      const start = this.memory.sbrk(8);
      if (start === -1) return false;
      this.memory.store(start, GIVEN);
      this.memory.store(start + 4, GIVEN);
      end = start + 4;
      this.memory.store(this.end, end);
    }
    const below = this.memory.load(end - 4);
    const free = (below & GIVEN) === 0 ? below : 0;
    let added = Math.max(GROWTH_BYTES, needed - free);
    if (this.memory.sbrk(added) === -1) {
      added = needed - free;
      if (this.memory.sbrk(added) === -1) return false;
    }
    this.memory.store(this.end, end + added);
    this.memory.store(end + added, GIVEN);
    this.tag(end, added, GIVEN);
    this.free(end + 4);
    return true;
  }

  private link(block: number, next: number): void {
    this.memory.store(block + 4, next);
    this.memory.store(next + 8, block);
  }

  private remove(block: number): void {
    const next = this.memory.load(block + 4);
    this.memory.store(this.rover, next === block ? 0 : next);
    if (next !== block) this.link(this.memory.load(block + 8), next);
  }

  private tag(block: number, size: number, flag: number): void {
    this.memory.store(block, size | flag);
    this.memory.store(block + size - 4, size | flag);
  }
}
