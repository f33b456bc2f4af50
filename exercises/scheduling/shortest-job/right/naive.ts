// What the rules say, word for word: who waits in an array, the last bursts of each thread in another.
import type { Scheduler, Services } from '../contract';

export class ShortestJob implements Scheduler {
  private readonly waiting: number[] = [];
  private readonly bursts: number[][] = [];
  private readonly estimates: number[] = [];

  constructor(
    _services: Services,
    _cores: number,
    maxThreads: number,
    private readonly window: number,
    firstEstimate: number,
  ) {
    for (let thread = 0; thread < maxThreads; thread++) {
      this.bursts.push([]);
      this.estimates.push(firstEstimate);
    }
  }

  enqueue(thread: number, _reason: number): void {
    this.waiting.push(thread);
  }

  pickNext(_core: number): number {
    if (this.waiting.length === 0) return -1;
    let best = 0;
    for (let place = 1; place < this.waiting.length; place++)
      if (this.estimates[this.waiting[place]] < this.estimates[this.waiting[best]]) best = place;
    const [thread] = this.waiting.splice(best, 1);
    return thread;
  }

  burstEnded(thread: number, cycles: number): void {
    const own = this.bursts[thread];
    own.push(cycles);
    if (own.length > this.window) own.shift();
    let sum = 0;
    for (const each of own) sum += each;
    this.estimates[thread] = Math.floor(sum / own.length);
  }

  estimate(thread: number): number {
    return this.estimates[thread];
  }
}
