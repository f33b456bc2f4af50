// Takes the right from all pages of a round when it begins, and knows its pages from a set.
import { type MigrationMechanism, type Services, WRITABLE } from '../contract';

export class Migration implements MigrationMechanism {
  private readonly mine = new Set<number>();
  private dirty = new Set<number>();
  private round: number[] = [];
  private rounds = 0;
  private paused = false;

  constructor(
    private readonly services: Services,
    pages: number,
    private readonly pauseAt: number,
    private readonly mostRounds: number,
  ) {
    for (let page = 0; page < pages; page++) this.dirty.add(page);
  }

  next(): number {
    if (this.round.length > 0) return this.round.pop() ?? -1;
    if (this.paused) return -1;
    this.round = [...this.dirty];
    this.dirty = new Set();
    if (this.round.length <= this.pauseAt || this.rounds === this.mostRounds) {
      this.paused = true;
      return -1;
    }
    this.rounds++;
    for (const page of this.round) {
      const entry = this.services.entry(page);
      if ((entry & WRITABLE) === 0) continue;
      this.mine.add(page);
      this.services.setEntry(page, entry - WRITABLE);
    }
    this.services.flush();
    return this.round.pop() ?? -1;
  }

  fault(page: number): number {
    if (!this.mine.has(page)) return 0;
    this.services.setEntry(page, this.services.entry(page) | WRITABLE);
    this.dirty.add(page);
    return 1;
  }
}
