import { OFFSET_MASK, type Segmentation, type Services } from './contract';

/** Takes all segments for one that begins at 0. */
export class SegmentUnit implements Segmentation {
  constructor(private readonly services: Services) {}

  setTable(address: number, _count: number): void {
    this.services.loadWord(address);
  }

  changed(_selector: number): void {}

  translate(address: number, _bytes: number, _access: number): number {
    return address & OFFSET_MASK;
  }
}
