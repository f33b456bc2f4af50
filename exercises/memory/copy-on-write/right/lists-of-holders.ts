// By frame the list of processes that hold it; what is copy on write is known from a set of pages.
import { type CopyOnWriteMechanism, FRAME_SHIFT, PRESENT, type Services, WRITABLE } from '../contract';

export class CopyOnWrite implements CopyOnWriteMechanism {
  private readonly holders = new Map<number, number[]>();
  private readonly shared: Set<number>[];

  constructor(
    private readonly services: Services,
    private readonly pages: number,
    processes: number,
  ) {
    this.shared = Array.from({ length: processes }, () => new Set<number>());
  }

  fork(parent: number, child: number): number {
    const { services, shared } = this;
    services.flush(parent);
    for (let page = 0; page < this.pages; page++) {
      const entry = services.entry(parent, page);
      if (entry === 0) continue;
      const frame = entry >> FRAME_SHIFT;
      if (entry & WRITABLE) shared[parent].add(page);
      if (shared[parent].has(page)) shared[child].add(page);
      services.setEntry(parent, page, (frame << FRAME_SHIFT) + PRESENT);
      services.setEntry(child, page, (frame << FRAME_SHIFT) + PRESENT);
      const holders = this.holders.get(frame) ?? [parent];
      holders.push(child);
      this.holders.set(frame, holders);
    }
    return 1;
  }

  fault(process: number, page: number): number {
    if (!this.shared[process].has(page)) return 0;
    const frame = this.services.entry(process, page) >> FRAME_SHIFT;
    const holders = this.holders.get(frame) ?? [process];
    if (holders.length === 1) return this.own(process, page, frame);
    const copy = this.services.allocateFrame();
    if (copy === -1) return 0;
    this.services.copyFrame(frame, copy);
    this.holders.set(
      frame,
      holders.filter((each) => each !== process),
    );
    return this.own(process, page, copy);
  }

  exit(process: number): number {
    this.services.flush(process);
    this.shared[process].clear();
    for (let page = 0; page < this.pages; page++) {
      const entry = this.services.entry(process, page);
      if (entry === 0) continue;
      this.services.setEntry(process, page, 0);
      const frame = entry >> FRAME_SHIFT;
      const rest = (this.holders.get(frame) ?? [process]).filter((each) => each !== process);
      this.holders.set(frame, rest);
      if (rest.length > 0) continue;
      this.holders.delete(frame);
      this.services.freeFrame(frame);
    }
    return 0;
  }

  private own(process: number, page: number, frame: number): number {
    this.shared[process].delete(page);
    this.services.setEntry(process, page, (frame << FRAME_SHIFT) | WRITABLE | PRESENT);
    return 1;
  }
}
