// Costs of ends are remembered: many regions end alike.
import type { PageSizeChoice, Services } from '../contract';

export class PageSizePolicy implements PageSizeChoice {
  private readonly known: Map<number, number>[] = [];

  constructor(
    private readonly services: Services,
    sizes: number,
    private readonly tableBytes: number,
  ) {
    for (let size = 0; size < sizes; size++) this.known.push(new Map());
  }

  choose(left: number, largest: number): number {
    for (let size = largest; size > 0; size--) {
      const bytes = this.services.pageBytes(size);
      if (left >= bytes || bytes - left === this.cost(left, size)) return size;
    }
    return 0;
  }

  /** Of fewer bytes than a page of this size has, from its beginning on. */
  private cost(left: number, size: number): number {
    if (left === 0) return 0;
    const waste = this.services.pageBytes(size) - left;
    if (size === 0) return waste;
    const known = this.known[size].get(left);
    if (known !== undefined) return known;
    const end = left % this.services.pageBytes(size - 1);
    const cost = Math.min(waste, this.tableBytes + this.cost(end, size - 1));
    this.known[size].set(left, cost);
    return cost;
  }
}
