// Counts holders in a map, where a frame that is not in it has one, and protects before it shares.
import { COPY_ON_WRITE, type CopyOnWriteMechanism, PRESENT, type Services, WRITABLE } from '../contract';

const BITS = 1024;

export class CopyOnWrite implements CopyOnWriteMechanism {
  private readonly counts = new Map<number, number>();

  constructor(
    private readonly services: Services,
    private readonly pages: number,
  ) {}

  fork(parent: number, child: number): number {
    const entries: number[] = [];
    for (let page = 0; page < this.pages; page++) {
      const entry = this.services.entry(parent, page);
      const isWritable = (entry & WRITABLE) === WRITABLE;
      entries[page] = isWritable ? entry - WRITABLE + COPY_ON_WRITE : entry;
      if (isWritable) this.services.setEntry(parent, page, entries[page]);
    }
    this.services.flush(parent);
    this.services.flush(child);
    entries.forEach((entry, page) => {
      if (entry % 2 === 0) return;
      this.services.setEntry(child, page, entry);
      this.add(Math.floor(entry / BITS), 1);
    });
    return 0;
  }

  fault(process: number, page: number): number {
    const entry = this.services.entry(process, page);
    const isShared = (entry & COPY_ON_WRITE) !== 0;
    if (!isShared) return 0;
    const frame = Math.floor(entry / BITS);
    if (!this.counts.has(frame)) {
      this.services.setEntry(process, page, entry - COPY_ON_WRITE + WRITABLE);
      return 1;
    }
    const copy = this.services.allocateFrame();
    if (copy < 0) return 0;
    this.services.setEntry(process, page, copy * BITS + PRESENT + WRITABLE);
    this.services.flush(process);
    this.services.copyFrame(frame, copy);
    this.add(frame, -1);
    return 1;
  }

  exit(process: number): number {
    for (let page = this.pages - 1; page >= 0; page--) {
      const entry = this.services.entry(process, page);
      if (entry % 2 === 0) continue;
      this.services.setEntry(process, page, 0);
      const frame = Math.floor(entry / BITS);
      if (this.counts.has(frame)) this.add(frame, -1);
      else this.services.freeFrame(frame);
    }
    this.services.flush(process);
    return 0;
  }

  /** Holders beside the first; none: not in the map. */
  private add(frame: number, change: number): void {
    const count = (this.counts.get(frame) ?? 0) + change;
    if (count === 0) this.counts.delete(frame);
    else this.counts.set(frame, count);
  }
}
