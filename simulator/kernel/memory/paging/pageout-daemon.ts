/**
 * The pageout daemon: frees frames before a fault needs one, when memory is nearly full or the processor has time.
 *
 *      look ─▶ used > usedAbove, or busy < busyBelow? ─▶ victims leave until used = usedTarget, or nothing may leave
 */
import type { DemandPager } from './demand-pager';

export interface PageoutThresholds {
  /** Frames in use; more wake the daemon. */
  readonly usedAbove: number;
  /** Frames in use when it sleeps again; not above `usedAbove`. */
  readonly usedTarget: number;
  /** Percent of the time since the last look; less wakes it too. */
  readonly busyBelow: number;
}

export class PageoutDaemon {
  constructor(
    private readonly pager: Pick<DemandPager, 'usedFrames' | 'giveUp'>,
    private readonly thresholds: PageoutThresholds,
  ) {}

  /** @param busyPercent of the processor's time since the last look. @returns how many pages left. */
  look(busyPercent: number): number {
    const { pager } = this;
    const { usedAbove, usedTarget, busyBelow } = this.thresholds;
    if (pager.usedFrames <= usedAbove && busyPercent >= busyBelow) return 0;
    let left = 0;
    while (pager.usedFrames > usedTarget && pager.giveUp()) left++;
    return left;
  }
}
