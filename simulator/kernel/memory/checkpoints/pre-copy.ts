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
  private written: number[] = [];

  /** @param pauseAt so few pages may be left for the pause. @param mostRounds after which it pauses in any case. */
  constructor(
    private readonly kernel: MigrationServices,
    private readonly pages: number,
    private readonly pauseAt: number,
    private readonly mostRounds: number,
  ) {}

  migrate(): void {
    const { kernel, rounds } = this;
    let toSend: number[] = [];
    for (let page = 0; page < this.pages; page++) if (isThere(kernel.entry(page))) toSend.push(page);
    while (toSend.length > this.pauseAt && rounds.length < this.mostRounds) {
      rounds.push(toSend.length);
      this.written = [];
      for (const page of toSend) {
        if (protect(kernel, page)) kernel.flush();
        kernel.send(page);
      }
      toSend = this.written;
    }
    kernel.pause();
    this.left = toSend.length;
    for (const page of toSend) kernel.send(page);
  }

  fault(page: number): number {
    if (!unprotect(this.kernel, page)) return 0;
    this.written.push(page);
    return 1;
  }
}
