import type { BuddyAllocatorPolicy, Services } from '../contract';

/**
 * A binary tree over the arena, a word a node: which orders of free blocks lie below it, a bit each. Behind the tree a
 * word for each smallest block: one more than the order of the allocated block that begins there.
 */
export class BuddyAllocator implements BuddyAllocatorPolicy {
  private readonly blocks: number;
  private readonly topOrder: number;

  constructor(
    private readonly memory: Services,
    private readonly arenaBase: number,
    private readonly arenaBytes: number,
    private readonly smallest: number,
    private readonly metadataBase: number,
  ) {
    this.blocks = arenaBytes / smallest;
    this.topOrder = 31 - Math.clz32(this.blocks);
  }

  initialise(): number {
    for (let word = 0; word < 3 * this.blocks; word++) this.memory.store(this.metadataBase + 4 * word, 0);
    return this.memory.store(this.node(1), 1 << this.topOrder);
  }

  allocate(bytes: number): number {
    if (bytes < 1 || bytes > this.arenaBytes) return -1;
    let order = 0;
    while (this.smallest << order < bytes) order++;
    const fitting = this.memory.load(this.node(1)) & ~((1 << order) - 1);
    if (fitting === 0) return -1;
    const found = 31 - Math.clz32(fitting & -fitting);
    let node = 1;
    for (let at = this.topOrder; at > found; at--)
      node = 2 * node + ((this.memory.load(this.node(2 * node)) & (1 << found)) === 0 ? 1 : 0);
    for (let at = found - 1; at >= order; at--) {
      this.memory.store(this.node(2 * node + 1), 1 << at);
      node = 2 * node;
    }
    this.memory.store(this.node(node), 0);
    this.updateAbove(node);
    const block = (node << order) - this.blocks;
    this.memory.store(this.mark(block), order + 1);
    return this.arenaBase + block * this.smallest;
  }

  free(address: number): number {
    let order = this.orderAt(address);
    if (order < 0) return -1;
    const block = (address - this.arenaBase) / this.smallest;
    this.memory.store(this.mark(block), 0);
    let node = (this.blocks + block) >> order;
    while (node > 1 && this.memory.load(this.node(node ^ 1)) === 1 << order) {
      this.memory.store(this.node(node ^ 1), 0);
      node >>= 1;
      order++;
    }
    this.memory.store(this.node(node), 1 << order);
    this.updateAbove(node);
    return 0;
  }

  blockBytes(address: number): number {
    const order = this.orderAt(address);
    return order < 0 ? -1 : this.smallest << order;
  }

  private updateAbove(node: number): void {
    for (let above = node >> 1; above >= 1; above >>= 1) {
      const [left, right] = [this.node(2 * above), this.node(2 * above + 1)];
      this.memory.store(this.node(above), this.memory.load(left) | this.memory.load(right));
    }
  }

  /** Order of the allocated block that begins at `address`; -1 when none does. */
  private orderAt(address: number): number {
    const offset = address - this.arenaBase;
    if (offset < 0 || offset >= this.arenaBytes || offset % this.smallest !== 0) return -1;
    return this.memory.load(this.mark(offset / this.smallest)) - 1;
  }

  private node(index: number): number {
    return this.metadataBase + 4 * index;
  }

  private mark(block: number): number {
    return this.metadataBase + 4 * (2 * this.blocks + block);
  }
}
