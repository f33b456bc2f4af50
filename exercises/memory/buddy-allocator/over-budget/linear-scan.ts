// exceeds: memory-accesses
import type { BuddyAllocatorPolicy, Services } from '../contract';

/**
 * One word for each smallest block: at the start of a block its size, negative while allocated.
 * Every call walks over the blocks from the lowest to the highest.
 */
export class BuddyAllocator implements BuddyAllocatorPolicy {
  private readonly memory: Services;
  private readonly arenaBase: number;
  private readonly arenaBytes: number;
  private readonly minimumBlockBytes: number;
  private readonly metadataBase: number;

  constructor(
    services: Services,
    arenaBase: number,
    arenaBytes: number,
    minimumBlockBytes: number,
    metadataBase: number,
  ) {
    this.memory = services;
    this.arenaBase = arenaBase;
    this.arenaBytes = arenaBytes;
    this.minimumBlockBytes = minimumBlockBytes;
    this.metadataBase = metadataBase;
  }

  initialise(): number {
    for (let offset = 0; offset < this.arenaBytes; offset += this.minimumBlockBytes) this.write(offset, 0);
    return this.write(0, this.arenaBytes);
  }

  allocate(bytes: number): number {
    if (bytes < 1) return -1;
    let size = this.minimumBlockBytes;
    while (size < bytes) size *= 2;
    let best = -1;
    let bestSize = 2 * this.arenaBytes;
    for (let offset = 0; offset < this.arenaBytes; offset += Math.abs(this.read(offset))) {
      const word = this.read(offset);
      if (word >= size && word < bestSize) {
        best = offset;
        bestSize = word;
      }
    }
    if (best < 0) return -1;
    while (bestSize > size) {
      bestSize /= 2;
      this.write(best + bestSize, bestSize);
    }
    this.write(best, -size);
    return this.arenaBase + best;
  }

  free(address: number): number {
    let size = this.blockBytes(address);
    if (size < 0) return -1;
    let start = address - this.arenaBase;
    this.write(start, size);
    while (size < this.arenaBytes) {
      const buddy = start ^ size;
      if (this.read(buddy) !== size) break;
      this.write(Math.max(start, buddy), 0);
      start = Math.min(start, buddy);
      size *= 2;
      this.write(start, size);
    }
    return 0;
  }

  blockBytes(address: number): number {
    for (let offset = 0; offset < this.arenaBytes; offset += Math.abs(this.read(offset)))
      if (offset === address - this.arenaBase) return Math.max(-1, -this.read(offset));
    return -1;
  }

  private read(offset: number): number {
    return this.memory.load(this.metadataBase + (4 * offset) / this.minimumBlockBytes);
  }

  private write(offset: number, word: number): number {
    return this.memory.store(this.metadataBase + (4 * offset) / this.minimumBlockBytes, word);
  }
}
