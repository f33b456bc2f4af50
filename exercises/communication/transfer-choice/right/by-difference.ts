// Adds up how much mapping costs more: below zero it pays. Whole words and pages by shifting; ties are mapped.
import { COPY, type Costs, MAP, type TransferPolicy } from '../contract';

export class TransferChoice implements TransferPolicy {
  private readonly costs: Costs;

  constructor(_services: object, ...costs: Costs) {
    this.costs = costs;
  }

  choose(bytes: number, uses: number): number {
    const pages = (bytes + 4_095) >> 12;
    const words = (bytes + 3) >> 2;
    let more = this.costs[2] + pages * this.costs[3];
    more -= uses * (pages * this.costs[0] + 2 * words * this.costs[1] - this.costs[4]);
    return more > 0 ? COPY : MAP;
  }
}
