/**
 * Not recently used: the lowest class leaves, and after every `period` loads all accessed bits are cleared.
 *
 *      class   0 neither   1 dirty   2 accessed   3 both        of one class, the frame with the lowest number
 *
 * Sources: Tanenbaum, Bos, Modern Operating Systems, section 3.4.2; there the timer clears the bits.
 */
import {
  ACCESSED,
  DIRTY,
  type PageReplacementPolicy,
  type ReplacementServices,
} from './page-replacement-interface';

export class NotRecentlyUsed implements PageReplacementPolicy {
  private loads = 0;

  constructor(
    private readonly services: ReplacementServices,
    private readonly frames: number,
    private readonly period: number,
  ) {}

  loaded(): void {
    if (++this.loads % this.period !== 0) return;
    for (let frame = 0; frame < this.frames; frame++) this.services.clearAccessed(frame);
  }

  victim(): number {
    let best = -1;
    let lowest = 4;
    for (let frame = 0; frame < this.frames; frame++) {
      if (this.services.isPinned(frame) === 1) continue;
      const bits = this.services.bits(frame);
      const kind = ((bits & ACCESSED) !== 0 ? 2 : 0) + ((bits & DIRTY) !== 0 ? 1 : 0);
      if (kind >= lowest) continue;
      lowest = kind;
      best = frame;
    }
    return best;
  }
}
