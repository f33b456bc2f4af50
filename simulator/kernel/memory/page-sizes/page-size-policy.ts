/** The least of waste and tables together; of equal layouts the one with larger pages. */
import type { PageSizeChoice, PageSizeServices } from './page-size-interface';

export class PageSizePolicy implements PageSizeChoice {
  private readonly bytes: number[] = [];

  /** @param tableBytes of one table, whichever size it divides. */
  constructor(
    services: PageSizeServices,
    sizes: number,
    private readonly tableBytes: number,
  ) {
    for (let size = 0; size < sizes; size++) this.bytes.push(services.pageBytes(size));
  }

  choose(left: number, largest: number): number {
    let size = largest;
    while (size > 0 && this.wasteOf(left, size) > this.divide(left, size)) size--;
    return size;
  }

  private wasteOf(left: number, size: number): number {
    return Math.max(0, this.bytes[size] - left);
  }

  /** Waste and tables of the cheapest division of one page of `size` that holds the last `left` bytes. */
  private divide(left: number, size: number): number {
    const below = size - 1;
    const rest = left % this.bytes[below];
    return this.tableBytes + (rest === 0 ? 0 : this.cost(rest, below));
  }

  private cost(left: number, size: number): number {
    const waste = this.wasteOf(left, size);
    return size === 0 ? waste : Math.min(waste, this.divide(left, size));
  }
}
