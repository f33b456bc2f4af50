// exceeds: accesses
// Keeps nothing: searches all pages for the one that is in a frame.
import { IS_DIRTY, ON_DISK, type PageFaultMechanism, type Services } from '../contract';

export class PageFaults implements PageFaultMechanism {
  constructor(
    private readonly services: Services,
    private readonly pages: number,
  ) {}

  fault(page: number): number {
    let frame = this.services.allocateFrame();
    if (frame === -1) {
      frame = this.services.victim();
      this.leave(frame);
    }
    const onDisk = this.services.bits(page) & ON_DISK;
    if (onDisk !== 0) this.services.readPage(page, frame);
    else this.services.zeroFrame(frame);
    return this.services.map(page, frame, onDisk);
  }

  giveUp(frame: number): number {
    this.leave(frame);
    return this.services.freeFrame(frame);
  }

  private leave(frame: number): void {
    for (let page = 0; page < this.pages; page++) {
      if (this.services.frameOf(page) !== frame) continue;
      const bits = this.services.bits(page);
      if ((bits & IS_DIRTY) !== 0) {
        this.services.unmap(page, ON_DISK);
        this.services.writePage(page, frame);
      } else this.services.unmap(page, bits & ON_DISK);
    }
  }
}
