// Goes through all pages three times: what is dirty, then save, then protect, and flushes after each page.
import { type CheckpointMechanism, MARK, PRESENT, type Services, WRITABLE } from '../contract';

export class Checkpoints implements CheckpointMechanism {
  private readonly wasSaved: boolean[] = [];

  constructor(
    private readonly services: Services,
    private readonly pages: number,
  ) {}

  checkpoint(): number {
    for (const page of this.dirtyPages()) {
      this.services.save(page);
      this.wasSaved[page] = true;
    }
    for (let page = 0; page < this.pages; page++) {
      const entry = this.services.entry(page);
      if ((entry & WRITABLE) === 0) continue;
      this.services.setEntry(page, entry - WRITABLE + MARK);
      this.services.flush();
    }
    return 0;
  }

  fault(page: number): number {
    const entry = this.services.entry(page);
    const isMine = (entry & MARK) !== 0;
    if (isMine) this.services.setEntry(page, entry - MARK + WRITABLE);
    return isMine ? 1 : 0;
  }

  private dirtyPages(): number[] {
    const dirty: number[] = [];
    for (let page = 0; page < this.pages; page++) {
      const entry = this.services.entry(page);
      if ((entry & PRESENT) === 0) continue;
      if ((entry & WRITABLE) !== 0 || !this.wasSaved[page]) dirty.push(page);
    }
    return dirty;
  }
}
