// Looks for the best thread anew at each pick.
import type { Scheduler } from '../contract';

export class CoScheduler implements Scheduler {
  private readonly rates: number[] = [];
  private known: number[] = [];
  private had: boolean[] = [];
  private count = 0;

  constructor(
    _services: object,
    _cores: number,
    private readonly threads: number,
  ) {
    for (let thread = 0; thread < threads; thread++) this.rates.push(0);
  }

  measured(thread: number, instructions: number, misses: number): void {
    this.rates[thread] = misses / instructions;
  }

  pick(slot: number): number {
    if (this.count === 0) {
      this.known = [...this.rates];
      this.had = this.rates.map(() => false);
    }
    let best = -1;
    for (let thread = 0; thread < this.threads; thread++) {
      if (this.had[thread]) continue;
      const suitsBetter =
        slot % 2 === 0 ? this.known[thread] > this.known[best] : this.known[thread] < this.known[best];
      if (best < 0 || suitsBetter) best = thread;
    }
    this.had[best] = true;
    this.count = (this.count + 1) % this.threads;
    return best;
  }
}
