// Keeps the pages that faulted in a list, so that a checkpoint looks only at those and at new ones.
import { type CheckpointMechanism, MARK, PRESENT, type Services, WRITABLE } from '../contract';

export class Checkpoints implements CheckpointMechanism {
  private dirty: number[] = [];
  private fresh: number[] = [];

  constructor(
    private readonly services: Services,
    pages: number,
  ) {
    for (let page = 0; page < pages; page++) this.fresh.push(page);
  }

  checkpoint(): number {
    const missing: number[] = [];
    let taken = 0;
    for (const page of this.fresh.concat(this.dirty)) {
      const entry = this.services.entry(page);
      if ((entry & PRESENT) === 0) {
        missing.push(page);
        continue;
      }
      this.services.save(page);
      if ((entry & WRITABLE) === 0) continue;
      this.services.setEntry(page, (entry & ~WRITABLE) | MARK);
      taken++;
    }
    if (taken > 0) this.services.flush();
    this.dirty = [];
    this.fresh = missing;
    return 0;
  }

  fault(page: number): number {
    const entry = this.services.entry(page);
    if ((entry & MARK) === 0) return 0;
    if (!this.dirty.includes(page)) this.dirty.push(page);
    this.services.setEntry(page, (entry | WRITABLE) & ~MARK);
    return 1;
  }
}
