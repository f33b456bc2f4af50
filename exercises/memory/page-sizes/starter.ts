import type { PageSizeChoice, Services } from './contract';

/** Small pages everywhere. */
export class PageSizePolicy implements PageSizeChoice {
  constructor(
    private readonly services: Services,
    private readonly sizes: number,
    private readonly tableBytes: number,
  ) {}

  choose(_left: number, _largest: number): number {
    return this.services.pageBytes(0) > 0 && this.sizes > 0 && this.tableBytes > 0 ? 0 : -1;
  }
}
