// exceeds: memory-accesses
import type { BuddyAllocatorPolicy, Services } from '../contract';

/**
 * One word for each smallest block: at the start of a block its size, negative while allocated; 0 elsewhere.
 * Clears all of the metadata area first; every call walks over the blocks from the lowest to the highest.
 */
export class BuddyAllocator implements BuddyAllocatorPolicy {
  private readonly memory: Services;
  private readonly arenaBase: number;
  private readonly arenaBytes: number;
  private readonly minimumBlockBytes: number;
  private readonly metadataBase: number;
  private readonly metadataBytes: number;

  constructor(
    services: Services,
    arenaBase: number,
    arenaBytes: number,
    minimumBlockBytes: number,
    metadataBase: number,
    metadataBytes: number,
  ) {
    this.memory = services;
    this.arenaBase = arenaBase;
    this.arenaBytes = arenaBytes;
    this.minimumBlockBytes = minimumBlockBytes;
    this.metadataBase = metadataBase;
    this.metadataBytes = metadataBytes;
  }

  initialise(): number {
    for (let at = 0; at < this.metadataBytes; at += 4) this.memory.store(this.metadataBase + at, 0);
    return this.write(0, this.arenaBytes);
  }

  allocate(bytes: number): number {
    if (bytes < 1) return -1;
    let size = this.minimumBlockBytes;
    while (size < bytes) size *= 2;
    let best = -1;
    let bestSize = 2 * this.arenaBytes;
    let offset = 0;
    while (offset < this.arenaBytes) {
      const word = this.read(offset);
      if (word >= size && word < bestSize) {
        best = offset;
        bestSize = word;
      }
      offset += Math.abs(word);
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
    while (size < this.arenaBytes) {
      const buddy = start ^ size;
      if (this.read(buddy) !== size) break;
      this.write(Math.max(start, buddy), 0);
      start = Math.min(start, buddy);
      size *= 2;
    }
    this.write(start, size);
    return 0;
  }

  blockBytes(address: number): number {
    let offset = 0;
    while (offset < this.arenaBytes) {
      const word = this.read(offset);
      if (this.arenaBase + offset === address) return word < 0 ? -word : -1;
      offset += Math.abs(word);
    }
    return -1;
  }

  private read(offset: number): number {
    return this.memory.load(this.metadataBase + (4 * offset) / this.minimumBlockBytes);
  }

  private write(offset: number, word: number): number {
    return this.memory.store(this.metadataBase + (4 * offset) / this.minimumBlockBytes, word);
  }
}
