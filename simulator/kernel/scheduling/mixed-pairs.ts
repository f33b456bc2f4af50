/**
 * Who shares a core with whom, by counters: the thread that misses most with the one that misses least, the next with the
 * next, as each did in its last quantum.
 *
 *      by misses an instruction   A  B  C  D  E  F        pairs: A F, B E, C D
 *
 * Before a thread was measured it counts as one that never misses. Of equals the lower number comes first. Source: Snavely
 * and Tullsen, "Symbiotic jobscheduling", ASPLOS 2000, with one counter in place of many samples.
 */
export interface CoScheduler {
  /** What `thread` did in the quantum that is over. */
  measured(thread: number, instructions: number, misses: number): void;
  /** @returns who runs in this slot in the coming quantum: slots 2c and 2c + 1 are the hardware threads of core c. */
  pick(slot: number): number;
}

export class MixedPairs implements CoScheduler {
  /** By thread: misses in a million instructions. */
  private readonly rates: number[];
  /** Of this round, in the order in which slots are filled. */
  private order: number[] = [];

  constructor(
    _services: object,
    _cores: number,
    private readonly threads: number,
  ) {
    this.rates = new Array<number>(threads).fill(0);
  }

  measured(thread: number, instructions: number, misses: number): void {
    this.rates[thread] = instructions === 0 ? 0 : Math.floor((misses * 1_000_000) / instructions);
  }

  pick(): number {
    if (this.order.length === 0) this.order = this.pairs();
    return this.order.shift() as number;
  }

  private pairs(): number[] {
    const sorted = this.rates
      .map((_, thread) => thread)
      .sort((a, b) => this.rates[b] - this.rates[a] || a - b);
    const order: number[] = [];
    for (let pair = 0; pair < this.threads / 2; pair++)
      order.push(sorted[pair], sorted[this.threads - 1 - pair]);
    return order;
  }
}
