// exceeds: accesses
// Counts nothing: looks through a table for a page that is left.
import { FRAME_SHIFT, PAGE_BYTES, type PageTableMechanism, type Services, USER, VALID } from '../contract';

export class PageTable implements PageTableMechanism {
  constructor(
    private readonly services: Services,
    private readonly root: number,
  ) {}

  map(page: number, frame: number, rights: number): number {
    const upper = this.root * PAGE_BYTES + (page >>> 10) * 4;
    let table = this.tableAt(upper);
    if (table < 0) {
      table = this.services.allocateFrame();
      if (table < 0) return -1;
      this.services.clearFrame(table);
      this.services.store(upper, (table << FRAME_SHIFT) | VALID);
    }
    const leaf = (frame << FRAME_SHIFT) | rights | USER | VALID;
    this.services.store(table * PAGE_BYTES + (page & 1023) * 4, leaf);
    return 0;
  }

  unmap(page: number): number {
    const upper = this.root * PAGE_BYTES + (page >>> 10) * 4;
    const table = this.tableAt(upper);
    if (table < 0) return -1;
    const lower = table * PAGE_BYTES + (page & 1023) * 4;
    const leaf = this.services.load(lower);
    if ((leaf & VALID) === 0) return -1;
    this.services.store(lower, 0);
    for (let place = 0; place < 1024; place++)
      if (this.services.load(table * PAGE_BYTES + place * 4) !== 0) return leaf >>> FRAME_SHIFT;
    this.services.store(upper, 0);
    this.services.freeFrame(table);
    return leaf >>> FRAME_SHIFT;
  }

  translate(address: number, right: number): number {
    const page = address >>> 12;
    const table = this.tableAt(this.root * PAGE_BYTES + (page >>> 10) * 4);
    if (table < 0) return -1;
    const leaf = this.services.load(table * PAGE_BYTES + (page & 1023) * 4);
    const isThere = (leaf & VALID) !== 0 && (leaf & right) !== 0;
    return isThere ? (leaf >>> FRAME_SHIFT) * PAGE_BYTES + (address & 4095) : -1;
  }

  private tableAt(upper: number): number {
    const entry = this.services.load(upper);
    return (entry & VALID) === 0 ? -1 : entry >>> FRAME_SHIFT;
  }
}
