// Counts nothing: looks through the tables of all processes for who else has a frame.
import {
  COPY_ON_WRITE,
  type CopyOnWriteMechanism,
  FRAME_SHIFT,
  PRESENT,
  type Services,
  WRITABLE,
} from '../contract';

export class CopyOnWrite implements CopyOnWriteMechanism {
  private readonly alive = new Set<number>();

  constructor(
    private readonly services: Services,
    private readonly pages: number,
  ) {}

  fork(parent: number, child: number): number {
    this.alive.add(parent).add(child);
    for (let page = 0; page < this.pages; page++) {
      let entry = this.services.entry(parent, page);
      if ((entry & PRESENT) === 0) continue;
      if ((entry & WRITABLE) !== 0) entry = (entry | COPY_ON_WRITE) & ~WRITABLE;
      this.services.setEntry(parent, page, entry);
      this.services.setEntry(child, page, entry);
    }
    return this.services.flush(parent);
  }

  fault(process: number, page: number): number {
    const entry = this.services.entry(process, page);
    if ((entry & COPY_ON_WRITE) === 0) return 0;
    let frame = entry >>> FRAME_SHIFT;
    if (this.isShared(process, page, frame)) {
      const copy = this.services.allocateFrame();
      if (copy < 0) return 0;
      this.services.copyFrame(frame, copy);
      frame = copy;
    }
    this.services.setEntry(process, page, (frame << FRAME_SHIFT) | PRESENT | WRITABLE);
    return 1;
  }

  exit(process: number): number {
    for (let page = 0; page < this.pages; page++) {
      const entry = this.services.entry(process, page);
      if ((entry & PRESENT) === 0) continue;
      const frame = entry >>> FRAME_SHIFT;
      const isShared = this.isShared(process, page, frame);
      this.services.setEntry(process, page, 0);
      if (!isShared) this.services.freeFrame(frame);
    }
    this.alive.delete(process);
    return this.services.flush(process);
  }

  /** A shared page has the same number everywhere. */
  private isShared(process: number, page: number, frame: number): boolean {
    let found = false;
    for (const other of this.alive) {
      if (other === process) continue;
      const entry = this.services.entry(other, page);
      if ((entry & PRESENT) !== 0 && entry >>> FRAME_SHIFT === frame) found = true;
    }
    return found;
  }
}
