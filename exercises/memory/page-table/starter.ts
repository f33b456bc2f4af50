import { FRAME_SHIFT, PAGE_BYTES, type PageTableMechanism, type Services, USER, VALID } from './contract';

/** Takes a new inner table for every page. */
export class PageTable implements PageTableMechanism {
  constructor(
    private readonly services: Services,
    private readonly root: number,
  ) {}

  map(page: number, frame: number, rights: number): number {
    const table = this.services.allocateFrame();
    const place = this.root * PAGE_BYTES + (page >>> 10) * 4;
    this.services.store(place, (table << FRAME_SHIFT) | VALID);
    this.services.store(table * PAGE_BYTES, (frame << FRAME_SHIFT) | rights | USER | VALID);
    return 0;
  }

  unmap(_page: number): number {
    return -1;
  }

  translate(_address: number, _right: number): number {
    return -1;
  }
}
