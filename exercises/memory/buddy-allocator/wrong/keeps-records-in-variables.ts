// fails: BA1, BA2, BA6, BA7, BA8
import type { BuddyAllocatorPolicy, Services } from '../contract';

const ALLOCATED = 1 << 30;

/** Keeps the tree in a field, which is gone at the next call. */
export class BuddyAllocator implements BuddyAllocatorPolicy {
  private readonly arenaBase: number;
  private readonly minimumBlockBytes: number;
  private readonly topOrder: number;
  private readonly words: number[] = [];

  constructor(_services: Services, arenaBase: number, arenaBytes: number, minimumBlockBytes: number) {
    this.arenaBase = arenaBase;
    this.minimumBlockBytes = minimumBlockBytes;
    this.topOrder = 31 - Math.clz32(arenaBytes / minimumBlockBytes);
    this.words[1] = 1 << this.topOrder;
  }

  initialise(): number {
    return this.write(1, 1 << this.topOrder);
  }

  allocate(bytes: number): number {
    if (bytes < 1) return -1;
    let order = 0;
    while (this.minimumBlockBytes * 2 ** order < bytes) order++;
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
    return this.arenaBase + ((node << order) - (1 << this.topOrder)) * this.minimumBlockBytes;
  }

  free(address: number): number {
    const found = this.find(address);
    if (found < 0) return -1;
    this.settle(found, this.orderOf(found), 0);
    return 0;
  }

  blockBytes(address: number): number {
    const found = this.find(address);
    return found < 0 ? -1 : this.minimumBlockBytes << this.orderOf(found);
  }

  private find(address: number): number {
    const index = (address - this.arenaBase) / this.minimumBlockBytes;
    if (index < 0 || index >= 1 << this.topOrder || index !== Math.floor(index)) return -1;
    let node = 1;
    for (let level = this.topOrder; level >= 0; level--) {
      const word = this.read(node);
      if (word === ALLOCATED) return index === (node << level) - (1 << this.topOrder) ? node : -1;
      if (word === 1 << level) return -1;
      node = 2 * node + ((index >> (level - 1)) & 1);
    }
    return -1;
  }

  private settle(node: number, order: number, state: number): void {
    let word = state === ALLOCATED ? ALLOCATED : 1 << order;
    this.write(node, word);
    let level = order;
    let at = node;
    while (at > 1) {
      const buddy = this.read(at ^ 1);
      const whole = 1 << level;
      word = word === whole && buddy === whole ? 2 * whole : (word | buddy) & ~ALLOCATED;
      at >>= 1;
      level++;
      this.write(at, word);
    }
  }

  private orderOf(node: number): number {
    return this.topOrder - (31 - Math.clz32(node));
  }

  private read(node: number): number {
    return this.words[node] ?? 0;
  }

  private write(node: number, word: number): number {
    this.words[node] = word;
    return 0;
  }
}
