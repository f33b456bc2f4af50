/**
 * malloc and free, as you implement them, and the memory of the process that they work in.
 *
 * Export a class named `Heap`. Before every single call the machine throws your object away and makes a new one, in a
 * fresh copy of your file: what you keep in fields or variables is gone. All that must survive lies in simulated
 * memory and is reached through `load` and `store`; each of them is counted.
 */

/** Words of simulated memory. Addresses are byte addresses and multiples of 4. */
export interface Services {
  /** The 32-bit word at `address`, as a signed integer. */
  load(address: number): number;
  /** Stores the low 32 bits of `value` at `address`. */
  store(address: number, value: number): number;
  /**
   * Asks the kernel to move the end of the heap up by `bytes`. Each call is a crossing into the kernel and back.
   * @param bytes a multiple of 8, at least 8.
   * @returns the address where the new memory begins, a multiple of 8: the end of the heap until now.
   *          -1, changing nothing, when the process may not have so much more, or for other numbers.
   */
  sbrk(bytes: number): number;
}

export interface HeapPolicy {
  /**
   * Called before all else, and again whenever the program starts anew: there is no heap then, and the first `sbrk`
   * begins one, elsewhere than before. Your data hold arbitrary old contents. The answer does not matter.
   */
  initialise(): number;
  /**
   * @param bytes how much is asked for: any 32-bit integer; may be 0, negative or more than there is.
   * @returns the address of the block, a multiple of 8; or -1 when there is none.
   */
  malloc(bytes: number): number;
  /** @param address what malloc answered, not freed since. The answer does not matter. */
  free(address: number): number;
}

/**
 * What your constructor receives.
 * @param dataBase address of the words of your own that are not in the heap: a multiple of 8.
 * @param dataBytes their size: 256.
 */
export type HeapConstructor = new (services: Services, dataBase: number, dataBytes: number) => HeapPolicy;
