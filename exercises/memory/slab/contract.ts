/**
 * The slab allocator that you implement, and the memory that it works on.
 *
 * Export a class named `SlabAllocator`. Before every single call the machine throws your object away and makes a new
 * one, in a fresh copy of your file: what you keep in fields or variables is gone. All that must survive lies in
 * simulated memory and is reached through `load` and `store`; each of them is counted.
 */

/** Words of simulated memory. Addresses are byte addresses and multiples of 4. */
export interface Services {
  /** The 32-bit word at `address`, as a signed integer. */
  load(address: number): number;
  /** Stores the low 32 bits of `value` at `address`. */
  store(address: number, value: number): number;
}

export interface SlabAllocatorPolicy {
  /** Called before all else, and again whenever the machine starts anew: no cache, every slab empty. Any answer. */
  initialise(): number;
  /**
   * @param objectBytes a multiple of 4; may be 0, negative or more than a slab.
   * @returns the number of the new cache: 0, 1, 2 ...; -1 when there are 16, or when objects are smaller than
   *          leastObjectBytes or larger than a slab.
   */
  createCache(objectBytes: number): number;
  /** @param cache any 32-bit integer. @returns the address of an object of the cache; -1 when there is none. */
  allocate(cache: number): number;
  /** @param address any 32-bit integer. @returns 0; -1, changing nothing, when no object in use begins there. */
  free(address: number): number;
}

/**
 * What your constructor receives.
 * @param arenaBase where the first slab begins: a multiple of 8.
 * @param arenaBytes of all slabs together. @param slabBytes of each: 256 to 4,096.
 * @param leastObjectBytes the smallest object: 8 to 64.
 * @param dataBase words of your own: 256 bytes, for each slab 32, and 4 for each smallest object that a slab holds.
 */
export type SlabAllocatorConstructor = new (
  services: Services,
  arenaBase: number,
  arenaBytes: number,
  slabBytes: number,
  leastObjectBytes: number,
  dataBase: number,
) => SlabAllocatorPolicy;
