/**
 * Every checkpoint holds the pages that were written since the one before.
 *
 *      checkpoint   each page that may be written: save, protect        write   ──fault──▶ may be written again
 *
 * A new page may be written and so is saved by the next checkpoint; one that is read-only is saved once.
 */
import type { CheckpointMechanism, CheckpointServices } from './checkpoint-interface';
import { isThere, protect, unprotect } from './write-protection';

export class IncrementalCheckpoints implements CheckpointMechanism {
  private readonly saved = new Set<number>();

  constructor(
    private readonly kernel: CheckpointServices,
    private readonly pages: number,
  ) {}

  checkpoint(): void {
    const { kernel, saved } = this;
    let isProtected = false;
    for (let page = 0; page < this.pages; page++) {
      if (!isThere(kernel.entry(page))) continue;
      const isWritable = protect(kernel, page);
      if (isWritable || !saved.has(page)) kernel.save(page);
      saved.add(page);
      isProtected ||= isWritable;
    }
    if (isProtected) kernel.flush();
  }

  fault(page: number): number {
    return unprotect(this.kernel, page) ? 1 : 0;
  }
}
