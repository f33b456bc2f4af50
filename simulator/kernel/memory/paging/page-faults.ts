/**
 * Brings a missing page into a frame, and makes another one leave if it must.
 *
 *      locate ─▶ free frame? ─no─▶ victim: not present any more, written if dirty ─▶ read or zeros ─▶ present
 */
import { IS_DIRTY, ON_DISK, type PageFaultMechanism, type PageFaultServices } from './page-fault-interface';

export class PageFaults implements PageFaultMechanism {
  /** By frame: the page that was put there last. */
  private readonly pages: number[] = [];

  constructor(private readonly kernel: PageFaultServices) {}

  fault(page: number): void {
    const { kernel } = this;
    const onDisk = kernel.bits(page) & ON_DISK;
    let frame = kernel.allocateFrame();
    if (frame < 0) {
      frame = kernel.victim();
      if (frame < 0) return;
      this.leave(frame);
    }
    if (onDisk === 0) kernel.zeroFrame(frame);
    else kernel.readPage(page, frame);
    this.pages[frame] = page;
    kernel.map(page, frame, onDisk);
  }

  giveUp(frame: number): void {
    this.leave(frame);
    this.kernel.freeFrame(frame);
  }

  /** Nobody may reach the page any more before it is written. */
  private leave(frame: number): void {
    const { kernel } = this;
    const page = this.pages[frame];
    const bits = kernel.bits(page);
    const isDirty = (bits & IS_DIRTY) !== 0;
    kernel.unmap(page, isDirty ? ON_DISK : bits & ON_DISK);
    if (isDirty) kernel.writePage(page, frame);
  }
}
