import { COPY, type Costs, type TransferPolicy } from './contract';

/** Copies whatever it is. */
export class TransferChoice implements TransferPolicy {
  private readonly costs: Costs;

  constructor(_services: object, ...costs: Costs) {
    this.costs = costs;
  }

  choose(_bytes: number, _uses: number): number {
    return COPY;
  }
}
