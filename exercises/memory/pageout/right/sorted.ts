// One list of what may leave, sorted by class and frame.
import { ACCESSED, type Daemon, DIRTY, type Services } from '../contract';

export class PageoutDaemon implements Daemon {
  constructor(
    private readonly services: Services,
    private readonly frames: number,
    private readonly usedAbove: number,
    private readonly usedTarget: number,
    private readonly busyBelow: number,
  ) {}

  look(used: number, busyPercent: number): void {
    const { services } = this;
    const pages: number[] = [];
    for (let frame = 0; frame < this.frames; frame++) {
      if (services.isPinned(frame) === 1) continue;
      const bits = services.bits(frame);
      services.clearAccessed(frame);
      const kind = (bits & ACCESSED ? 2 : 0) + (bits & DIRTY ? 1 : 0);
      pages.push(kind * this.frames + frame);
    }
    const isAwake = used > this.usedAbove || busyPercent < this.busyBelow;
    if (!isAwake) return;
    pages.sort((a, b) => a - b);
    const count = Math.max(0, used - this.usedTarget);
    for (const page of pages.slice(0, count)) services.giveUp(page % this.frames);
  }
}
