// An object for each inner table, found by region; the root's entries are written, and read by translate only.
import {
  EXECUTE,
  FRAME_SHIFT,
  PAGE_BYTES,
  type PageTableMechanism,
  READ,
  type Services,
  USER,
  VALID,
  WRITE,
} from '../contract';

const ENTRIES = 1024;

class Inner {
  private readonly mapped = new Map<number, number>();

  constructor(
    private readonly services: Services,
    readonly table: number,
  ) {}

  get isEmpty(): boolean {
    return this.mapped.size === 0;
  }

  set(place: number, frame: number, rights: number): void {
    this.mapped.set(place, frame);
    const leaf = VALID + USER + (rights & (READ | WRITE | EXECUTE)) + frame * 2 ** FRAME_SHIFT;
    this.services.store(this.table * PAGE_BYTES + 4 * place, leaf);
  }

  clear(place: number): number {
    const frame = this.mapped.get(place);
    if (frame === undefined) return -1;
    this.mapped.delete(place);
    this.services.store(this.table * PAGE_BYTES + 4 * place, 0);
    return frame;
  }
}

export class PageTable implements PageTableMechanism {
  private readonly inner = new Map<number, Inner>();

  constructor(
    private readonly services: Services,
    private readonly root: number,
  ) {}

  map(page: number, frame: number, rights: number): number {
    const region = Math.floor(page / ENTRIES);
    let inner = this.inner.get(region);
    if (inner === undefined) {
      const table = this.services.allocateFrame();
      if (table === -1) return -1;
      this.services.clearFrame(table);
      inner = new Inner(this.services, table);
      this.inner.set(region, inner);
      this.services.store(this.root * PAGE_BYTES + 4 * region, table * 2 ** FRAME_SHIFT + VALID);
    }
    inner.set(page % ENTRIES, frame, rights);
    return 0;
  }

  unmap(page: number): number {
    const region = Math.floor(page / ENTRIES);
    const inner = this.inner.get(region);
    if (inner === undefined) return -1;
    const frame = inner.clear(page % ENTRIES);
    if (inner.isEmpty) {
      this.inner.delete(region);
      this.services.store(this.root * PAGE_BYTES + 4 * region, 0);
      this.services.freeFrame(inner.table);
    }
    return frame;
  }

  translate(address: number, right: number): number {
    let table = this.root;
    for (const index of [Math.floor(address / (PAGE_BYTES * ENTRIES)), Math.floor(address / PAGE_BYTES)]) {
      const entry = this.services.load(table * PAGE_BYTES + 4 * (index % ENTRIES)) >>> 0;
      if (entry % 2 === 0) return -1;
      table = Math.floor(entry / 2 ** FRAME_SHIFT);
      if ((entry & (READ | EXECUTE)) !== 0)
        return (entry & right) === 0 ? -1 : table * PAGE_BYTES + (address % PAGE_BYTES);
    }
    return -1;
  }
}
