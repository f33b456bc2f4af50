/**
 * The buddy system: memory in blocks of a power of two, halved to fit and joined again with their buddies.
 *
 *      node 1                 order 3      children of node n: 2n and 2n + 1
 *      node 2      node 3     order 2      buddy of node n:    n ^ 1
 *      4    5      6    7     order 1
 *      8 9  ...        15     order 0      blocks of the minimum size
 *
 * All that is known about the arena lies in simulated memory, one word a node of this tree, so that any number
 * of allocator objects may take turns; an object itself remembers nothing. The word of a node is
 *      - a set of orders, one bit each: which sizes of free blocks lie below it. A node that is free as a whole
 *        has exactly the bit of its own order; a node that is split never has it;
 *      - or ALLOCATED, for a block that was given out as a whole.
 * The words below a free or allocated block mean nothing until it is split, so an arena is ready after one store.
 * A path from root to leaf is all that a call touches: about 3 accesses an order.
 *
 * Ties: the lowest address. Left out: locking, and lists for each migration type as Linux has.
 * Sources: K. Knowlton, "A fast storage allocator", CACM 8(10), 1965; D. Knuth, TAOCP 1, section 2.5.
 */

/** Words of simulated memory, by byte addresses that are multiples of 4. */
export interface WordMemory {
  /** The 32-bit word at `address`, signed. */
  load(address: number): number;
  /** Stores the low 32 bits of `value`. @returns 0 */
  store(address: number, value: number): number;
}

/** A bit above every order. */
const ALLOCATED = 1 << 30;

export class BuddyAllocator {
  private readonly memory: WordMemory;
  private readonly arenaBase: number;
  private readonly minimumBlockBytes: number;
  private readonly metadataBase: number;
  private readonly topOrder: number;

  /**
   * @param arenaBase address of the arena, a multiple of 4.
   * @param arenaBytes its size: minimumBlockBytes times a power of two, at most 2^29 times.
   * @param minimumBlockBytes the smallest block: a power of two, at least 4.
   * @param metadataBase where the words of the tree lie: 2 * arenaBytes / minimumBlockBytes of them are used.
   */
  constructor(
    memory: WordMemory,
    arenaBase: number,
    arenaBytes: number,
    minimumBlockBytes: number,
    metadataBase: number,
  ) {
    this.memory = memory;
    this.arenaBase = arenaBase;
    this.minimumBlockBytes = minimumBlockBytes;
    this.metadataBase = metadataBase;
    this.topOrder = 31 - Math.clz32(arenaBytes / minimumBlockBytes);
  }

  /** Makes the whole arena one free block. @returns 0 */
  initialise(): number {
    return this.write(1, 1 << this.topOrder);
  }

  /** @returns the address of a block of at least `bytes` bytes; -1 when none is free or `bytes` is below 1. */
  allocate(bytes: number): number {
    if (bytes < 1) return -1;
    let order = 0;
    let blockBytes = this.minimumBlockBytes;
    while (blockBytes < bytes) {
      blockBytes *= 2;
      order++;
    }
    if (order > this.topOrder) return -1;
    const fitting = this.read(1) & ~ALLOCATED & -(1 << order);
    if (fitting === 0) return -1;
    const smallest = fitting & -fitting;

    let node = 1;
    let level = this.topOrder;
    while (smallest !== 1 << level) {
      node *= 2;
      level--;
      if ((this.read(node) & smallest) === 0) node++;
    }
    while (level > order) {
      node *= 2;
      level--;
      this.write(node + 1, 1 << level);
    }
    this.settle(node, order, ALLOCATED);
    return this.arenaBase + (node - (1 << (this.topOrder - order))) * blockBytes;
  }

  /** Gives the block at `address` back. @returns 0; -1, changing nothing, when no allocated block begins there. */
  free(address: number): number {
    const found = this.find(address);
    if (found < 0) return -1;
    this.settle(found, this.topOrder - (31 - Math.clz32(found)), 0);
    return 0;
  }

  /** @returns the size of the allocated block that begins at `address`; -1 when none does. */
  blockBytes(address: number): number {
    const found = this.find(address);
    if (found < 0) return -1;
    return this.minimumBlockBytes << (this.topOrder - (31 - Math.clz32(found)));
  }

  /** The node of the allocated block that begins at `address`, looked for from the root; -1 when there is none. */
  private find(address: number): number {
    const index = (address - this.arenaBase) / this.minimumBlockBytes;
    if (!(index >= 0 && index < 1 << this.topOrder) || index !== Math.floor(index)) return -1;
    let node = 1;
    for (let level = this.topOrder; level >= 0; level--) {
      const word = this.read(node);
      if (word === ALLOCATED) return index === (node << level) - (1 << this.topOrder) ? node : -1;
      if (word === 1 << level) return -1;
      node = 2 * node + ((index >> (level - 1)) & 1);
    }
    return -1;
  }

  /** Writes what became of a block (ALLOCATED, or 0 for free) and brings its ancestors up to date, joining free buddies. */
  private settle(node: number, order: number, state: number): void {
    let word = state === ALLOCATED ? ALLOCATED : 1 << order;
    this.write(node, word);
    let level = order;
    let at = node;
    while (at > 1) {
      const buddy = this.read(at ^ 1);
      const whole = 1 << level;
      word = word === whole && buddy === whole ? whole * 2 : (word | buddy) & ~ALLOCATED;
      at >>= 1;
      level++;
      this.write(at, word);
    }
  }

  private read(node: number): number {
    return this.memory.load(this.metadataBase + 4 * node);
  }

  private write(node: number, word: number): number {
    return this.memory.store(this.metadataBase + 4 * node, word);
  }
}
