/**
 * The two-level table of Sv32, with inner tables only for regions in use.
 *
 *      map     no inner table? ─▶ a frame, cleared ─▶ entry of the root ─▶ leaf
 *      unmap   leaf ─▶ was it the last of its table? ─▶ entry of the root ─▶ the frame is free
 *
 * How many pages an inner table maps is counted beside it: looking would take a read of each of its entries.
 */
import { PAGE_BYTES } from '../../../hardware/memory/physical-memory';
import { ENTRY } from '../../../hardware/translation/sv32';
import type { PageTableMechanism, PageTableServices } from './page-table-interface';

export class PageTable implements PageTableMechanism {
  /** By entry of the root: pages that its table maps. */
  private readonly mapped: number[] = [];

  /** @param root frame of the root table, which is empty. */
  constructor(
    private readonly kernel: PageTableServices,
    private readonly root: number,
  ) {}

  map(page: number, frame: number, rights: number): number {
    const { kernel, mapped } = this;
    const region = page >>> 10;
    const upper = this.upperOf(page);
    let pointer = kernel.load(upper);
    if ((pointer & ENTRY.valid) === 0) {
      const table = kernel.allocateFrame();
      if (table < 0) return -1;
      kernel.clearFrame(table);
      pointer = (table << 10) | ENTRY.valid;
      kernel.store(upper, pointer);
      mapped[region] = 0;
    }
    const lower = lowerOf(pointer, page);
    if ((kernel.load(lower) & ENTRY.valid) === 0) mapped[region]++;
    kernel.store(lower, (frame << 10) | rights | ENTRY.user | ENTRY.valid);
    return 0;
  }

  unmap(page: number): number {
    const { kernel, mapped } = this;
    const region = page >>> 10;
    const upper = this.upperOf(page);
    const pointer = kernel.load(upper);
    if ((pointer & ENTRY.valid) === 0) return -1;
    const lower = lowerOf(pointer, page);
    const leaf = kernel.load(lower);
    if ((leaf & ENTRY.valid) === 0) return -1;
    mapped[region]--;
    if (mapped[region] > 0) kernel.store(lower, 0);
    else {
      kernel.store(upper, 0);
      kernel.freeFrame(pointer >>> 10);
    }
    return leaf >>> 10;
  }

  translate(address: number, right: number): number {
    const { kernel } = this;
    const page = address >>> 12;
    const pointer = kernel.load(this.upperOf(page));
    if ((pointer & ENTRY.valid) === 0) return -1;
    const leaf = kernel.load(lowerOf(pointer, page));
    if ((leaf & ENTRY.valid) === 0 || (leaf & right) === 0) return -1;
    return (leaf >>> 10) * PAGE_BYTES + (address & (PAGE_BYTES - 1));
  }

  private upperOf(page: number): number {
    return this.root * PAGE_BYTES + (page >>> 10) * 4;
  }
}

function lowerOf(pointer: number, page: number): number {
  return (pointer >>> 10) * PAGE_BYTES + (page & 0x3ff) * 4;
}
