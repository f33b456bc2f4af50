/**
 * The pageout daemon of processes: pages leave before somebody waits for a frame.
 *
 *      sleeps ── fewer than lowFrames are free ──▶ pages leave, written several at a time ── highFrames ──▶ sleeps
 *                                                                                       or none may leave
 *
 * It looks at the end of each call, fault and interrupt of the disk that the kernel serves, and goes on whenever the disk
 * has written a page, while programs run. A frame counts as free once the disk has begun to write its page. What is
 * clean and was not accessed lately leaves first, since that costs no transfer.
 */
export interface PageoutOptions {
  /** Fewer free frames wake it. At least 1. */
  readonly lowFrames: number;
  /** Free frames at which it sleeps again; not below `lowFrames`. */
  readonly highFrames: number;
}

/** What it works on. */
export interface PageoutFrames {
  /** Free ones, and those whose pages the disk writes. */
  freeSoon(): number;
  /** Whether the disk takes a further page. */
  mayWrite(): boolean;
  /** @returns whether a page left. */
  giveUp(): boolean;
  /** @param isAwake from now on. */
  changed(isAwake: boolean): void;
}

export class ProcessPageout {
  private isAwake = false;

  constructor(
    private readonly frames: PageoutFrames,
    private readonly options: PageoutOptions,
  ) {
    const { lowFrames, highFrames } = options;
    if (
      !(
        Number.isInteger(lowFrames) &&
        Number.isInteger(highFrames) &&
        1 <= lowFrames &&
        lowFrames <= highFrames
      )
    )
      throw new RangeError(
        `the daemon needs 1 <= lowFrames <= highFrames, got ${lowFrames} and ${highFrames}`,
      );
  }

  look(): void {
    const { frames, options } = this;
    if (!this.isAwake) {
      if (frames.freeSoon() >= options.lowFrames) return;
      this.turn(true);
    }
    while (frames.freeSoon() < options.highFrames) {
      if (!frames.mayWrite()) return;
      if (!frames.giveUp()) break;
    }
    this.turn(false);
  }

  private turn(isAwake: boolean): void {
    this.isAwake = isAwake;
    this.frames.changed(isAwake);
  }
}
