// A list of who is in memory, with what the disk has of each page.
import { IS_DIRTY, ON_DISK, type PageFaultMechanism, type Services } from '../contract';

interface Resident {
  readonly page: number;
  readonly frame: number;
  readonly onDisk: number;
}

export class PageFaults implements PageFaultMechanism {
  private residents: Resident[] = [];

  constructor(private readonly services: Services) {}

  fault(page: number): number {
    const { services } = this;
    const free = services.allocateFrame();
    const frame = free >= 0 ? free : this.emptied(services.victim());
    const onDisk = services.bits(page) & ON_DISK;
    if (onDisk === ON_DISK) services.readPage(page, frame);
    if (onDisk !== ON_DISK) services.zeroFrame(frame);
    services.map(page, frame, onDisk);
    this.residents.push({ page, frame, onDisk });
    return frame;
  }

  giveUp(frame: number): number {
    return this.services.freeFrame(this.emptied(frame));
  }

  private emptied(frame: number): number {
    const found = this.residents.find((each) => each.frame === frame) as Resident;
    this.residents = this.residents.filter((each) => each !== found);
    if ((this.services.bits(found.page) & IS_DIRTY) === 0) this.services.unmap(found.page, found.onDisk);
    else {
      this.services.unmap(found.page, ON_DISK);
      this.services.writePage(found.page, frame);
    }
    return frame;
  }
}
