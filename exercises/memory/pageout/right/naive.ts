// exceeds: memory-accesses
// Looks for the best page anew each time, with the accessed bits in a list of its own.
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
    const accessed: boolean[] = [];
    for (let frame = 0; frame < this.frames; frame++) {
      accessed.push(services.isPinned(frame) === 0 && (services.bits(frame) & ACCESSED) !== 0);
      if (services.isPinned(frame) === 0) services.clearAccessed(frame);
    }
    if (used <= this.usedAbove && busyPercent >= this.busyBelow) return;
    for (let now = used; now > this.usedTarget; now--) {
      let best = -1;
      let lowest = 4;
      for (let frame = 0; frame < this.frames; frame++) {
        if (services.isPinned(frame) === 1) continue;
        const kind = (accessed[frame] ? 2 : 0) + ((services.bits(frame) & DIRTY) === 0 ? 0 : 1);
        if (kind < lowest) {
          lowest = kind;
          best = frame;
        }
      }
      if (best < 0) return;
      services.giveUp(best);
    }
  }
}
