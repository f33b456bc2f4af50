// A set of all mapped pages, and how many of them are in each region.
import { FRAME_SHIFT, PAGE_BYTES, type PageTableMechanism, type Services, USER, VALID } from '../contract';

export class PageTable implements PageTableMechanism {
  private readonly pages = new Set<number>();
  private readonly inRegion: number[] = new Array(1024).fill(0);

  constructor(
    private readonly services: Services,
    private readonly root: number,
  ) {}

  map(page: number, frame: number, rights: number): number {
    const region = page >> 10;
    if (this.inRegion[region] === 0) {
      const table = this.services.allocateFrame();
      if (table < 0) return -1;
      this.services.clearFrame(table);
      this.services.store(this.entryOf(this.root, region), (table << FRAME_SHIFT) | VALID);
    }
    if (!this.pages.has(page)) this.inRegion[region] += 1;
    this.pages.add(page);
    const table = this.frameIn(this.root, region);
    this.services.store(this.entryOf(table, page % 1024), (frame << FRAME_SHIFT) + rights + USER + VALID);
    return 0;
  }

  unmap(page: number): number {
    if (!this.pages.delete(page)) return -1;
    const region = page >> 10;
    const table = this.frameIn(this.root, region);
    const frame = this.frameIn(table, page % 1024);
    this.services.store(this.entryOf(table, page % 1024), 0);
    this.inRegion[region] -= 1;
    if (this.inRegion[region] === 0) {
      this.services.store(this.entryOf(this.root, region), 0);
      this.services.freeFrame(table);
    }
    return frame;
  }

  translate(address: number, right: number): number {
    const page = address >>> 12;
    const upper = this.services.load(this.entryOf(this.root, page >> 10));
    if (upper === 0) return -1;
    const leaf = this.services.load(this.entryOf(upper >>> FRAME_SHIFT, page % 1024));
    if ((leaf & right) === 0) return -1;
    return (leaf >>> FRAME_SHIFT) * PAGE_BYTES + (address % PAGE_BYTES);
  }

  private frameIn(table: number, place: number): number {
    return this.services.load(this.entryOf(table, place)) >>> FRAME_SHIFT;
  }

  private entryOf(table: number, place: number): number {
    return table * PAGE_BYTES + place * 4;
  }
}
