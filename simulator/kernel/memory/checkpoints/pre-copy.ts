/**
 * Live migration by pre-copy: the process runs while its pages are sent; those that it writes meanwhile go again.
 *
 *      round 1   all pages         each is protected just before it is sent: a write after that faults, and counts
 *      round 2   those written since they were sent
 *      ...       until few are left, or there were enough rounds
 *      pause     the rest
 */
import type { MigrationMechanism, MigrationServices } from './migration-interface';
import { isThere, protect, unprotect } from './write-protection';

export class PreCopy implements MigrationMechanism {
  /** Pages sent in each round while the process runs, and in the pause. */
  readonly rounds: number[] = [];
  left = 0;
  private toSend: number[] = [];
  /** Undefined: nothing was sent yet. */
  private written: number[] | undefined;
  private isPaused = false;

  /** @param pauseAt so few pages may be left for the pause. @param mostRounds after which it pauses in any case. */
  constructor(
    private readonly kernel: MigrationServices,
    private readonly pages: number,
    private readonly pauseAt: number,
    private readonly mostRounds: number,
  ) {}

  next(): number {
    const { kernel } = this;
    if (this.toSend.length === 0 && !this.isPaused) {
      this.beginRound();
      if (this.isPaused) return -1;
    }
    const page = this.toSend.shift();
    if (page === undefined) return -1;
    if (protect(kernel, page)) kernel.flush();
    return page;
  }

  fault(page: number): number {
    if (!unprotect(this.kernel, page)) return 0;
    this.written?.push(page);
    return 1;
  }

  private beginRound(): void {
    const { rounds } = this;
    this.toSend = this.written ?? this.allPages();
    this.written = [];
    if (this.toSend.length <= this.pauseAt || rounds.length >= this.mostRounds) {
      this.isPaused = true;
      this.left = this.toSend.length;
    } else rounds.push(this.toSend.length);
  }

  private allPages(): number[] {
    const pages: number[] = [];
    for (let page = 0; page < this.pages; page++) if (isThere(this.kernel.entry(page))) pages.push(page);
    return pages;
  }
}
