/**
 * Page sizes: what you implement, and what the kernel offers to it.
 *
 *      import type { PageSizeChoice, Services } from './contract';
 *      export class PageSizePolicy implements PageSizeChoice { ... }
 *
 * Sizes have the numbers 0, the smallest, to sizes - 1. Each is a multiple of the one before.
 */

export interface Services {
  /** Bytes of a page of this size. */
  pageBytes(size: number): number;
}

/**
 * One object for the whole run: new PageSizePolicy(services, sizes, tableBytes). A table has `tableBytes` bytes,
 * whichever size it divides.
 */
export interface PageSizeChoice {
  /**
   * The size of the next pages of a region: of as many as fit wholly, up to where a larger page could lie; of one if
   * none fits.
   * @param left bytes of the region that have no page yet, at least 1.
   * @param largest the largest size that may lie there. @returns a size from 0 to `largest`.
   */
  choose(left: number, largest: number): number;
}
