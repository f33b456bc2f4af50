/**
 * A pageout daemon that makes pages leave which nobody used since its last look, the clean ones first.
 *
 *      look ─▶ each page's bits, accessed bits cleared ─▶ awake? ─▶ class 0 leaves, then 1, 2, 3, until used = usedTarget
 *
 *      class   0 neither   1 dirty   2 accessed   3 both        of one class, the frame with the lowest number
 *
 * Clearing at each look is what makes the accessed bit tell "since the last look". Source: the two watermarks and the
 * preference for clean pages of 4.3BSD (McKusick et al., section 5.12).
 */
import type { Daemon, DaemonServices } from './daemon-interface';
import { ACCESSED, DIRTY } from './page-replacement-interface';

export class CleanFirstDaemon implements Daemon {
  /** By class, the frames whose pages may leave; one array each for the whole run. */
  private readonly classes: number[][] = [[], [], [], []];

  constructor(
    private readonly services: DaemonServices,
    private readonly frames: number,
    private readonly usedAbove: number,
    private readonly usedTarget: number,
    private readonly busyBelow: number,
  ) {}

  look(used: number, busyPercent: number): void {
    const { services, classes } = this;
    for (const frames of classes) frames.length = 0;
    for (let frame = 0; frame < this.frames; frame++) {
      if (services.isPinned(frame) === 1) continue;
      const bits = services.bits(frame);
      if ((bits & ACCESSED) !== 0) services.clearAccessed(frame);
      classes[((bits & ACCESSED) !== 0 ? 2 : 0) + ((bits & DIRTY) !== 0 ? 1 : 0)].push(frame);
    }
    if (used <= this.usedAbove && busyPercent >= this.busyBelow) return;
    let left = used - this.usedTarget;
    for (const frames of classes)
      for (const frame of frames) {
        if (left <= 0) return;
        services.giveUp(frame);
        left--;
      }
  }
}
