// The two looks as they are described, each of which reads every entry again.
import { ACCESSED, DIRTY, type PageReplacementPolicy, type Services } from '../contract';

export class PageReplacement implements PageReplacementPolicy {
  private hand = 0;

  constructor(
    private readonly services: Services,
    private readonly frames: number,
  ) {}

  loaded(): number {
    return 0;
  }

  victim(): number {
    for (;;) {
      for (const dirty of [0, DIRTY]) {
        for (let step = 0; step < this.frames; step++) {
          const frame = (this.hand + step) % this.frames;
          if (this.services.isPinned(frame) === 1) continue;
          const bits = this.services.bits(frame);
          if (bits === dirty) {
            this.hand = (frame + 1) % this.frames;
            return frame;
          }
          if (dirty === DIRTY && (bits & ACCESSED) !== 0) this.services.clearAccessed(frame);
        }
      }
    }
  }
}
