/**
 * The buddy allocator that you implement, and the memory that it works on.
 *
 * Export a class named `BuddyAllocator`. Before every single call the machine throws your object away and makes
 * a new one, in a fresh copy of your file: what you keep in fields or variables is gone. All that must survive
 * lies in simulated memory and is reached through `load` and `store`; each of them is counted.
 */

/** Words of simulated memory. Addresses are byte addresses and multiples of 4. */
export interface Services {
  /** The 32-bit word at `address`, as a signed integer. */
  load(address: number): number;
  /** Stores the low 32 bits of `value` at `address`. */
  store(address: number, value: number): number;
}

export interface BuddyAllocatorPolicy {
  /**
   * Called before all else, and again whenever the machine starts anew: make the whole arena one free block.
   * Memory holds arbitrary old contents, perhaps those of an earlier allocator. The answer does not matter.
   */
  initialise(): number;
  /**
   * @param bytes how much is asked for: any 32-bit integer; may be 0, negative or more than the arena.
   * @returns the address of the block, or -1 when there is none.
   */
  allocate(bytes: number): number;
  /**
   * Gives back the block that begins at `address`, which may be any 32-bit integer.
   * @returns 0; or -1, changing nothing, when no allocated block begins there.
   */
  free(address: number): number;
  /**
   * @param address any 32-bit integer.
   * @returns the size in bytes of the allocated block that begins at `address`; -1 when none does.
   */
  blockBytes(address: number): number;
}

/**
 * What your constructor receives.
 * @param arenaBase address of the arena's first byte: a multiple of 4, but not of the block sizes.
 * @param arenaBytes size of the arena: minimumBlockBytes times a power of two, 1 to 1,024, and at most 131,072.
 * @param minimumBlockBytes size of the smallest block: a power of two, 16 to 4,096.
 * @param metadataBase address of the area for your own records.
 * @param metadataBytes its size: 16 bytes for each smallest block, and 256 more.
 */
export type BuddyAllocatorConstructor = new (
  services: Services,
  arenaBase: number,
  arenaBytes: number,
  minimumBlockBytes: number,
  metadataBase: number,
  metadataBytes: number,
) => BuddyAllocatorPolicy;
