import type { BuddyAllocatorPolicy, Services } from './contract';

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
    // Write down, in the metadata area, that the whole arena is one free block.
    this.memory.store(this.metadataBase, this.arenaBytes);
    return 0;
  }

  allocate(bytes: number): number {
    // Which block size holds `bytes`? Which is the smallest free block at least that large? Split it.
    let blockBytes = this.minimumBlockBytes;
    while (blockBytes < bytes) blockBytes *= 2;
    return -1;
  }

  free(address: number): number {
    // Does an allocated block begin here? Its buddy: XOR of the offset with the block's size.
    const offset = address - this.arenaBase;
    return offset < 0 ? -1 : -1;
  }

  blockBytes(address: number): number {
    return address === 0 ? -1 : -1;
  }
}
