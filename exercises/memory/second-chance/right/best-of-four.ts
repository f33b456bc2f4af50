// Reads all entries first, takes the lowest class, and clears afterwards what the hand would have passed.
import { ACCESSED, type PageReplacementPolicy, type Services } from '../contract';

export class PageReplacement implements PageReplacementPolicy {
  /** Frames in the order of the hand: the one that it points at comes first. */
  private order: number[] = [];

  constructor(
    private readonly services: Services,
    frames: number,
  ) {
    for (let frame = 0; frame < frames; frame++) this.order.push(frame);
  }

  loaded(): number {
    return 0;
  }

  victim(): number {
    // Bits as a number sort as dirty 2 and accessed 1; the classes want it the other way round.
    const rank = [0, 2, 1, 3];
    const legal: { frame: number; bits: number }[] = [];
    for (const frame of this.order)
      if (this.services.isPinned(frame) === 0) legal.push({ frame, bits: this.services.bits(frame) });
    let best = legal[0] as { frame: number; bits: number };
    for (const each of legal) if ((rank[each.bits] ?? 0) < (rank[best.bits] ?? 0)) best = each;
    if (best.bits !== 0)
      for (const each of legal) {
        if (each === best && (best.bits & ACCESSED) === 0) break;
        if ((each.bits & ACCESSED) !== 0) this.services.clearAccessed(each.frame);
      }
    const place = this.order.indexOf(best.frame) + 1;
    this.order = [...this.order.slice(place), ...this.order.slice(0, place)];
    return best.frame;
  }
}
