/** Pages of a demand pager that are pinned for a while. */
import type { Random } from '../../simulator/engine/random';
import type { DemandPager } from '../../simulator/kernel/memory/paging/demand-pager';

/** @returns pins the page of a random frame, or unpins the oldest where there are `most`. */
export function changingPins(pager: DemandPager, random: Random, frames: number, most: number): () => void {
  const pinned: number[] = [];
  return () => {
    const resident = pager.pageOf(random.below(frames));
    if (pinned.length === most) pager.unpin(pinned.shift() as number);
    else if (resident >= 0 && !pinned.includes(resident)) {
      pager.pin(resident);
      pinned.push(resident);
    }
  };
}
