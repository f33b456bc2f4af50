/**
 * Second chance with classes: the hand takes what was neither accessed nor written, if there is any.
 *
 *      look 1   from the hand once round: the first clean frame without accessed bit; nothing is changed
 *      look 2   once round again: the first frame without accessed bit; accessed bits that are passed are cleared
 *      then     both again: every bit is clear by now
 *
 * The two looks are made in one: each entry is read once. Sources: Silberschatz, Galvin, Gagne, Operating System
 * Concepts, chapter 10, "Enhanced second-chance algorithm".
 */
import {
  ACCESSED,
  DIRTY,
  type PageReplacementPolicy,
  type ReplacementServices,
} from './page-replacement-interface';

export class PageReplacement implements PageReplacementPolicy {
  private hand = 0;

  constructor(
    private readonly services: ReplacementServices,
    private readonly frames: number,
  ) {}

  loaded(): void {}

  victim(): number {
    const { services, frames, hand } = this;
    const accessed: number[] = [];
    let notAccessed = -1;
    let clean = -1;
    let any = -1;
    for (let step = 0; step < frames; step++) {
      const frame = (hand + step) % frames;
      if (services.isPinned(frame) === 1) continue;
      const bits = services.bits(frame);
      if (bits === 0) return this.take(frame);
      if ((bits & ACCESSED) !== 0) {
        if (notAccessed < 0) accessed.push(frame);
        if (any < 0) any = frame;
        if (clean < 0 && (bits & DIRTY) === 0) clean = frame;
      } else if (notAccessed < 0) notAccessed = frame;
    }
    for (const frame of accessed) services.clearAccessed(frame);
    if (notAccessed >= 0) return this.take(notAccessed);
    return this.take(clean >= 0 ? clean : any);
  }

  private take(frame: number): number {
    this.hand = (frame + 1) % this.frames;
    return frame;
  }
}
