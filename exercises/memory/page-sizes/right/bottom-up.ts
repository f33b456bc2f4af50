// One pass from the smallest size to the largest: what the end costs in a page of each size.
import type { PageSizeChoice, Services } from '../contract';

export class PageSizePolicy implements PageSizeChoice {
  private readonly pageBytes: number[];

  constructor(
    services: Services,
    sizes: number,
    private readonly tableBytes: number,
  ) {
    this.pageBytes = Array.from({ length: sizes }, (_, size) => services.pageBytes(size));
  }

  choose(left: number, largest: number): number {
    if (left >= this.pageBytes[largest]) return largest;
    let answer = 0;
    let costBelow = 0;
    for (let size = 0; size <= largest; size++) {
      const bytes = this.pageBytes[size];
      const end = left % bytes;
      const waste = end === 0 ? 0 : bytes - end;
      const divided = this.tableBytes + costBelow;
      if (size === 0 || waste <= divided) {
        costBelow = waste;
        if (left < bytes) answer = size;
        else if (size < largest) answer = size;
      } else {
        costBelow = divided;
        if (left >= bytes) answer = size;
      }
    }
    return answer;
  }
}
