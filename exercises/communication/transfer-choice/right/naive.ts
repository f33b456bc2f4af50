// Goes through the data as both ways would, a buffer or a page at a time.
import { BUFFER_BYTES, COPY, type Costs, MAP, type TransferPolicy, WORD_BYTES } from '../contract';

export class TransferChoice implements TransferPolicy {
  private readonly costs: Costs;

  constructor(_services: object, ...costs: Costs) {
    this.costs = costs;
  }

  choose(bytes: number, uses: number): number {
    const [exchange, copiedWord, segment, page, turn] = this.costs;
    let oneUse = 0;
    let mapped = segment;
    for (let left = bytes; left > 0; left -= BUFFER_BYTES) {
      const words = Math.ceil(Math.min(left, BUFFER_BYTES) / WORD_BYTES);
      oneUse += exchange;
      oneUse += words * copiedWord; // in
      oneUse += words * copiedWord; // out
      mapped += page;
    }
    const copied = oneUse * uses;
    mapped += turn * uses;
    if (mapped < copied) return MAP;
    return COPY;
  }
}
