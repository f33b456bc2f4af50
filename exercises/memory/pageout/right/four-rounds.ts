// Remembers the bits of one look in an array and goes round once for each class.
import type { Daemon, Services } from '../contract';

const ORDER = [0, 2, 1, 3];

export class PageoutDaemon implements Daemon {
  private readonly seen: number[] = [];

  constructor(
    private readonly services: Services,
    private readonly frames: number,
    private readonly usedAbove: number,
    private readonly usedTarget: number,
    private readonly busyBelow: number,
  ) {}

  look(used: number, busyPercent: number): void {
    const { services, seen } = this;
    for (let frame = 0; frame < this.frames; frame++) {
      const stays = services.isPinned(frame) === 1;
      seen[frame] = stays ? -1 : services.bits(frame);
      if (!stays) services.clearAccessed(frame);
    }
    let now = used;
    if (now <= this.usedAbove && busyPercent >= this.busyBelow) now = this.usedTarget;
    for (const kind of ORDER)
      for (let frame = 0; frame < this.frames && now > this.usedTarget; frame++)
        if (seen[frame] === kind) {
          services.giveUp(frame);
          now -= 1;
        }
  }
}
