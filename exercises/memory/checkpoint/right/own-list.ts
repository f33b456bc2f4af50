// Knows from a set of its own which pages may be written, and saves all before it protects any.
import { type CheckpointMechanism, type Services, WRITABLE } from '../contract';

export class Checkpoints implements CheckpointMechanism {
  private readonly seen = new Set<number>();
  private readonly mine = new Set<number>();

  constructor(
    private readonly services: Services,
    private readonly pages: number,
  ) {}

  checkpoint(): number {
    const { services, seen, mine } = this;
    const entries: number[] = [];
    for (let page = 0; page < this.pages; page++) entries.push(services.entry(page));
    entries.forEach((entry, page) => {
      if (entry === 0) return;
      const isWritable = (entry & WRITABLE) === WRITABLE;
      if (isWritable) mine.add(page);
      if (isWritable || !seen.has(page)) services.save(page);
      seen.add(page);
    });
    entries.forEach((entry, page) => {
      if (entry !== 0 && mine.has(page)) services.setEntry(page, entry & ~WRITABLE);
    });
    services.flush();
    return 0;
  }

  fault(page: number): number {
    if (!this.mine.has(page)) return 0;
    this.services.setEntry(page, this.services.entry(page) | WRITABLE);
    return 1;
  }
}
