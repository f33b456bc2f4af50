// Looks through all pages for the next one that is not over there, again and again; a time round is a round.
import { MARK, type MigrationMechanism, type Services, WRITABLE } from '../contract';

export class Migration implements MigrationMechanism {
  private readonly isOverThere: boolean[] = [];
  private at = 0;
  private round = 0;
  private state = 'running';

  constructor(
    private readonly services: Services,
    private readonly pages: number,
    private readonly pauseAt: number,
    private readonly mostRounds: number,
  ) {}

  next(): number {
    for (;;) {
      while (this.at < this.pages && this.isOverThere[this.at]) this.at++;
      if (this.at < this.pages) return this.send(this.at++);
      if (this.state === 'paused') return -1;
      this.at = 0;
      this.round++;
      if (this.missing() <= this.pauseAt || this.round >= this.mostRounds) {
        this.state = 'paused';
        return -1;
      }
    }
  }

  fault(page: number): number {
    const entry = this.services.entry(page);
    if ((entry & MARK) !== MARK) return 0;
    this.services.setEntry(page, entry - MARK + WRITABLE);
    this.isOverThere[page] = false;
    return 1;
  }

  private send(page: number): number {
    const entry = this.services.entry(page);
    if ((entry & WRITABLE) === WRITABLE) this.services.setEntry(page, entry - WRITABLE + MARK);
    this.services.flush();
    this.isOverThere[page] = true;
    return page;
  }

  private missing(): number {
    let missing = 0;
    for (let page = 0; page < this.pages; page++) if (!this.isOverThere[page]) missing++;
    return missing;
  }
}
