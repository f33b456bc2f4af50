// For each size every place where dividing could stop: tables on the way there, and what the end wastes then.
import type { PageSizeChoice, Services } from '../contract';

export class PageSizePolicy implements PageSizeChoice {
  constructor(
    private readonly services: Services,
    _sizes: number,
    private readonly tableBytes: number,
  ) {}

  choose(left: number, largest: number): number {
    for (let size = largest; size > 0; size--) {
      const bytes = this.services.pageBytes(size);
      if (left >= bytes) return size;
      let least = bytes - left;
      for (let stop = 0; stop < size; stop++)
        least = Math.min(least, (size - stop) * this.tableBytes + this.wasteIn(left, stop));
      if (least === bytes - left) return size;
    }
    return 0;
  }

  /** With pages of this size only. */
  private wasteIn(left: number, size: number): number {
    const bytes = this.services.pageBytes(size);
    return Math.ceil(left / bytes) * bytes - left;
  }
}
