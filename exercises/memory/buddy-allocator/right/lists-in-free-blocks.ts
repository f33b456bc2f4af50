import type { BuddyAllocatorPolicy, Services } from '../contract';

const NONE = 0;
/** In the word of a block: free (1) or allocated (2), and its order. */
const FREE = 0x100;
const ALLOCATED = 0x200;

/**
 * Doubly linked lists of free blocks, in no order, whose links lie in the free blocks themselves; in the metadata
 * area a head for each order and a word for each smallest block.
 */
export class BuddyAllocator implements BuddyAllocatorPolicy {
  private readonly topOrder: number;
  private readonly words: number;

  constructor(
    private readonly memory: Services,
    private readonly arenaBase: number,
    private readonly arenaBytes: number,
    private readonly minimumBlockBytes: number,
    private readonly metadataBase: number,
  ) {
    this.topOrder = Math.log2(arenaBytes / minimumBlockBytes);
    this.words = metadataBase + 4 * (this.topOrder + 1);
  }

  initialise(): number {
    for (let order = 0; order <= this.topOrder; order++) this.memory.store(this.head(order), NONE);
    for (let at = 0; at < this.arenaBytes; at += this.minimumBlockBytes) this.mark(this.arenaBase + at, 0);
    this.push(this.arenaBase, this.topOrder);
    return 0;
  }

  allocate(bytes: number): number {
    if (!(bytes > 0 && bytes <= this.arenaBytes)) return -1;
    const order = Math.max(0, Math.ceil(Math.log2(bytes / this.minimumBlockBytes)));
    for (let from = order; from <= this.topOrder; from++) {
      let lowest = this.memory.load(this.head(from));
      if (lowest === NONE) continue;
      for (let at = lowest; at !== NONE; at = this.memory.load(at)) if (at < lowest) lowest = at;
      this.unlink(lowest, from);
      while (from > order) this.push(lowest + this.bytesOf(--from), from);
      this.mark(lowest, ALLOCATED + order);
      return lowest;
    }
    return -1;
  }

  free(address: number): number {
    if (!this.isAllocated(address)) return -1;
    let order = this.memory.load(this.word(address)) - ALLOCATED;
    let block = address;
    this.mark(block, 0);
    for (; order < this.topOrder; order++) {
      const buddy = ((block - this.arenaBase) ^ this.bytesOf(order)) + this.arenaBase;
      if (this.memory.load(this.word(buddy)) !== FREE + order) break;
      this.unlink(buddy, order);
      this.mark(buddy, 0);
      if (buddy < block) block = buddy;
    }
    this.push(block, order);
    return 0;
  }

  blockBytes(address: number): number {
    return this.isAllocated(address) ? this.bytesOf(this.memory.load(this.word(address)) - ALLOCATED) : -1;
  }

  private isAllocated(address: number): boolean {
    const offset = address - this.arenaBase;
    if (offset < 0 || offset >= this.arenaBytes || offset % this.minimumBlockBytes !== 0) return false;
    return this.memory.load(this.word(address)) >= ALLOCATED;
  }

  private push(block: number, order: number): void {
    const first = this.memory.load(this.head(order));
    this.memory.store(block, first);
    this.memory.store(block + 4, NONE);
    if (first !== NONE) this.memory.store(first + 4, block);
    this.memory.store(this.head(order), block);
    this.mark(block, FREE + order);
  }

  private unlink(block: number, order: number): void {
    const next = this.memory.load(block);
    const before = this.memory.load(block + 4);
    this.memory.store(before === NONE ? this.head(order) : before, next);
    if (next !== NONE) this.memory.store(next + 4, before);
  }

  private mark(block: number, word: number): void {
    this.memory.store(this.word(block), word);
  }

  private bytesOf(order: number): number {
    return this.minimumBlockBytes * 2 ** order;
  }

  private head(order: number): number {
    return this.metadataBase + 4 * order;
  }

  private word(block: number): number {
    return this.words + (4 * (block - this.arenaBase)) / this.minimumBlockBytes;
  }
}
