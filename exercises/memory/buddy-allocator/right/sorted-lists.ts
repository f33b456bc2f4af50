import type { BuddyAllocatorPolicy, Services } from '../contract';

const FREE = 1 << 8;
const ALLOCATED = 1 << 9;
const NONE = -1;

/**
 * A list of free blocks for each order, sorted by address: heads at the start of the metadata area, then two words
 * for each smallest block: state and order of the block that begins there, and the next block in its list.
 */
export class BuddyAllocator implements BuddyAllocatorPolicy {
  private readonly memory: Services;
  private readonly arenaBase: number;
  private readonly blocks: number;
  private readonly minimumBlockBytes: number;
  private readonly heads: number;
  private readonly records: number;
  private readonly topOrder: number;

  constructor(
    services: Services,
    arenaBase: number,
    arenaBytes: number,
    minimumBlockBytes: number,
    metadataBase: number,
  ) {
    this.memory = services;
    this.arenaBase = arenaBase;
    this.blocks = arenaBytes / minimumBlockBytes;
    this.minimumBlockBytes = minimumBlockBytes;
    this.heads = metadataBase;
    this.records = metadataBase + 128;
    this.topOrder = 31 - Math.clz32(this.blocks);
  }

  initialise(): number {
    for (let order = 0; order <= this.topOrder; order++) this.memory.store(this.heads + 4 * order, NONE);
    for (let block = 0; block < this.blocks; block++) this.setState(block, 0);
    this.insert(0, this.topOrder);
    return 0;
  }

  allocate(bytes: number): number {
    if (bytes < 1 || bytes > this.blocks * this.minimumBlockBytes) return -1;
    let order = 0;
    while (this.minimumBlockBytes * 2 ** order < bytes) order++;
    let from = order;
    while (from <= this.topOrder && this.memory.load(this.heads + 4 * from) === NONE) from++;
    if (from > this.topOrder) return -1;
    const block = this.memory.load(this.heads + 4 * from);
    this.memory.store(this.heads + 4 * from, this.next(block));
    while (from > order) {
      from--;
      this.insert(block + (1 << from), from);
    }
    this.setState(block, ALLOCATED | order);
    return this.arenaBase + block * this.minimumBlockBytes;
  }

  free(address: number): number {
    let block = this.allocatedAt(address);
    if (block === NONE) return -1;
    let order = this.state(block) & 255;
    this.setState(block, 0);
    while (order < this.topOrder) {
      const buddy = block ^ (1 << order);
      if (this.state(buddy) !== (FREE | order)) break;
      this.remove(buddy, order);
      block = Math.min(block, buddy);
      order++;
    }
    this.insert(block, order);
    return 0;
  }

  blockBytes(address: number): number {
    const block = this.allocatedAt(address);
    return block === NONE ? -1 : this.minimumBlockBytes << (this.state(block) & 255);
  }

  /** Number of the allocated block that begins at `address`. */
  private allocatedAt(address: number): number {
    const offset = address - this.arenaBase;
    if (offset < 0 || offset % this.minimumBlockBytes !== 0) return NONE;
    const block = offset / this.minimumBlockBytes;
    return block < this.blocks && (this.state(block) & ALLOCATED) !== 0 ? block : NONE;
  }

  private insert(block: number, order: number): void {
    let link = this.heads + 4 * order;
    let next = this.memory.load(link);
    while (next !== NONE && next < block) {
      link = this.records + 8 * next + 4;
      next = this.memory.load(link);
    }
    this.memory.store(link, block);
    this.memory.store(this.records + 8 * block + 4, next);
    this.setState(block, FREE | order);
  }

  private remove(block: number, order: number): void {
    let link = this.heads + 4 * order;
    while (this.memory.load(link) !== block) link = this.records + 8 * this.memory.load(link) + 4;
    this.memory.store(link, this.next(block));
    this.setState(block, 0);
  }

  private next(block: number): number {
    return this.memory.load(this.records + 8 * block + 4);
  }

  private state(block: number): number {
    return this.memory.load(this.records + 8 * block);
  }

  private setState(block: number, state: number): void {
    this.memory.store(this.records + 8 * block, state);
  }
}
