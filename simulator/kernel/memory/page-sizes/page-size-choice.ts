/**
 * Which page sizes a region of memory gets: waste in its last page against tables for smaller ones.
 *
 *      region   │ 1 GiB │ 2 MiB │ 2 MiB │ 4 KiB │ 4 KiB │··· waste
 *      table                    └ one for each larger page that is divided
 *
 * A region begins at a multiple of the largest size. Every size but the smallest may be divided by a table of the
 * next smaller one; a page lies at a multiple of its own size. Sizes are told by their place, the smallest first.
 */

export interface PageSizes {
  /** Ascending, each a multiple of the one before. */
  readonly bytes: readonly number[];
  /** Of one table, whichever size it divides. */
  readonly tableBytes: number;
}

/** Sv32: one table of 4 KiB for 4 MiB. */
export const SV32_SIZES: PageSizes = { bytes: [4096, 4 * 2 ** 20], tableBytes: 4096 };
/** Sv39, and x86 with 64 bits. */
export const THREE_SIZES: PageSizes = { bytes: [4096, 2 * 2 ** 20, 2 ** 30], tableBytes: 4096 };

export interface PageSizeChoice {
  /**
   * The size of the next page of a region, of those that may lie there. @param left bytes that are not covered yet.
   * @param largest place of the largest size that the address is a multiple of.
   */
  choose(left: number, largest: number): number;
}

export interface Layout {
  /** Number of pages of each size. */
  readonly pages: readonly number[];
  readonly wasteBytes: number;
  readonly tableBytes: number;
}

/** Lays a region out from its first byte on. @throws when the choice names a size that may not lie there. */
export function layOut(bytes: number, sizes: PageSizes, choice: PageSizeChoice): Layout {
  const pages = sizes.bytes.map(() => 0);
  const divided = new Set<string>();
  let at = 0;
  while (at < bytes) {
    const largest = sizes.bytes.findLastIndex((each) => at % each === 0);
    const size = choice.choose(bytes - at, largest);
    if (!(Number.isInteger(size) && size >= 0 && size <= largest))
      throw new RangeError(`a page of size ${size} may not lie at ${at}: at most ${largest}`);
    for (let above = size + 1; above < sizes.bytes.length; above++)
      divided.add(`${above}:${Math.floor(at / sizes.bytes[above])}`);
    pages[size]++;
    at += sizes.bytes[size];
  }
  return { pages, wasteBytes: at - bytes, tableBytes: divided.size * sizes.tableBytes };
}

/** The least of waste and tables together; of equal layouts the one with larger pages. */
export class CheapestSizes implements PageSizeChoice {
  constructor(private readonly sizes: PageSizes) {}

  choose(left: number, largest: number): number {
    let size = largest;
    while (size > 0 && this.wasteOf(left, size) > this.divide(left, size)) size--;
    return size;
  }

  private wasteOf(left: number, size: number): number {
    return Math.max(0, this.sizes.bytes[size] - left);
  }

  /** Waste and tables of the cheapest division of one page of `size` that holds the last `left` bytes. */
  private divide(left: number, size: number): number {
    const below = size - 1;
    const rest = left % this.sizes.bytes[below];
    return this.sizes.tableBytes + (rest === 0 ? 0 : this.cost(rest, below));
  }

  private cost(left: number, size: number): number {
    const waste = this.wasteOf(left, size);
    return size === 0 ? waste : Math.min(waste, this.divide(left, size));
  }
}
