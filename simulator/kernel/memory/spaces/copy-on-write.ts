/**
 * Copy on write: fork shares every frame, and the first write to a shared one copies it.
 *
 *      fork    writable ──▶ copy on write, in both; the parent's translations are forgotten
 *      write   ──fault──▶ another holder? ─yes─▶ copy to a frame of one's own ──▶ writable
 *                               └─no──────────────────────────────────────────▶ writable
 *
 * A page that was read-only before the fork has no such mark, is shared for good, and is never written.
 */
import {
  COPY_ON_WRITE,
  type CopyOnWriteMechanism,
  type CopyOnWriteServices,
  PRESENT,
  WRITABLE,
} from './copy-on-write-interface';

export class CopyOnWrite implements CopyOnWriteMechanism {
  /** By frame: how many hold it beside the first. */
  private readonly others: number[] = [];

  constructor(
    private readonly kernel: CopyOnWriteServices,
    private readonly pages: number,
  ) {}

  fork(parent: number, child: number): void {
    const { kernel } = this;
    let isProtected = false;
    for (let page = 0; page < this.pages; page++) {
      let entry = kernel.entry(parent, page);
      if ((entry & PRESENT) === 0) continue;
      if ((entry & WRITABLE) !== 0) {
        entry = (entry & ~WRITABLE) | COPY_ON_WRITE;
        kernel.setEntry(parent, page, entry);
        isProtected = true;
      }
      kernel.setEntry(child, page, entry);
      this.others[entry >>> 10] = this.othersOf(entry >>> 10) + 1;
    }
    if (isProtected) kernel.flush(parent);
  }

  fault(process: number, page: number): number {
    const { kernel } = this;
    const entry = kernel.entry(process, page);
    if ((entry & COPY_ON_WRITE) === 0) return 0;
    let frame = entry >>> 10;
    if (this.othersOf(frame) > 0) {
      const copy = kernel.allocateFrame();
      if (copy < 0) return 0;
      kernel.copyFrame(frame, copy);
      this.others[frame] = this.othersOf(frame) - 1;
      frame = copy;
    }
    kernel.setEntry(process, page, (frame << 10) | (entry & 0x3ff & ~COPY_ON_WRITE) | WRITABLE);
    return 1;
  }

  exit(process: number): void {
    const { kernel } = this;
    for (let page = 0; page < this.pages; page++) {
      const entry = kernel.entry(process, page);
      if ((entry & PRESENT) === 0) continue;
      kernel.setEntry(process, page, 0);
      const frame = entry >>> 10;
      if (this.othersOf(frame) > 0) this.others[frame] = this.othersOf(frame) - 1;
      else kernel.freeFrame(frame);
    }
    kernel.flush(process);
  }

  private othersOf(frame: number): number {
    return this.others[frame] ?? 0;
  }
}
