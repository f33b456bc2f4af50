// While somebody is away, who needed little the last time is promised as much again; all others share what is left.
import type { Services, Slices } from '../contract';

export class TimeSlices implements Slices {
  private readonly away = new Set<number>();
  /** Who computed for at most promisedCycles between its last two waits, and for no longer since. */
  private readonly promised = new Set<number>();
  /** What each thread computed since it last came back. */
  private readonly used: Float64Array;
  private readonly promisedCycles: number;

  constructor(
    private readonly services: Services,
    private readonly switchCycles: number,
    private readonly responseCycles: number,
    private readonly longestCycles: number,
    maxThreads: number,
  ) {
    this.promisedCycles = 4 * switchCycles;
    this.used = new Float64Array(maxThreads);
  }

  slice(thread: number): number {
    this.away.delete(thread);
    if (this.away.size === 0) return Math.floor((3 * this.longestCycles) / 4);
    if (this.promised.has(thread)) return this.promisedCycles;
    const alive = this.services.alive();
    const left = this.responseCycles - alive * this.switchCycles - this.promised.size * this.promisedCycles;
    return Math.min(this.longestCycles, Math.floor(left / (alive - this.promised.size)));
  }

  sliceEnded(thread: number, how: number, cycles: number): void {
    this.used[thread] += cycles;
    if (how === 1 && this.used[thread] <= this.promisedCycles) this.promised.add(thread);
    else this.promised.delete(thread);
    if (how !== 1) return;
    this.away.add(thread);
    this.used[thread] = 0;
  }
}
