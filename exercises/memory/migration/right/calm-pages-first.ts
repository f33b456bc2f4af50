// Sends of each round the pages first that were written least often.
import { MARK, type MigrationMechanism, type Services, WRITABLE } from '../contract';

export class Migration implements MigrationMechanism {
  private readonly faults: number[] = [];
  private list: number[] = [];
  private later: number[] = [];
  private place = 0;
  private left: number;
  private isStanding = false;

  constructor(
    private readonly services: Services,
    pages: number,
    private readonly pauseAt: number,
    mostRounds: number,
  ) {
    this.left = mostRounds;
    for (let page = 0; page < pages; page++) {
      this.faults.push(0);
      this.later.push(page);
    }
  }

  next(): number {
    if (this.place === this.list.length) {
      if (this.isStanding) return -1;
      this.list = this.later.sort((a, b) => this.faults[a] - this.faults[b]);
      this.later = [];
      this.place = 0;
      if (this.list.length <= this.pauseAt || this.left-- === 0) {
        this.isStanding = true;
        return -1;
      }
    }
    const page = this.list[this.place++];
    const entry = this.services.entry(page);
    if (!this.isStanding && (entry & WRITABLE) !== 0) {
      this.services.setEntry(page, (entry | MARK) & ~WRITABLE);
      this.services.flush();
    }
    return page;
  }

  fault(page: number): number {
    const entry = this.services.entry(page);
    if ((entry & MARK) === 0) return 0;
    this.services.setEntry(page, (entry | WRITABLE) & ~MARK);
    this.faults[page]++;
    this.later.push(page);
    return 1;
  }
}
