// From how many uses on a segment pays: what it costs once, by what each use saves.
import {
  BUFFER_BYTES,
  COPY,
  type Costs,
  MAP,
  PAGE_BYTES,
  type TransferPolicy,
  WORD_BYTES,
} from '../contract';

export class TransferChoice implements TransferPolicy {
  private readonly costs: Costs;

  constructor(_services: object, ...costs: Costs) {
    this.costs = costs;
  }

  choose(bytes: number, uses: number): number {
    const [exchange, copiedWord, segment, page, turn] = this.costs;
    const copies = 2 * Math.ceil(bytes / WORD_BYTES) * copiedWord;
    const saved = Math.ceil(bytes / BUFFER_BYTES) * exchange + copies - turn;
    if (saved <= 0) return COPY;
    const once = segment + Math.ceil(bytes / PAGE_BYTES) * page;
    return uses > once / saved ? MAP : COPY;
  }
}
