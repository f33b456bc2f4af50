// While somebody is away, a thread with short bursts is promised little and the time is left to those that compute.
import type { Services, Slices } from '../contract';

export class TimeSlices implements Slices {
  private readonly bursts: number[] = [];
  private readonly since: number[] = [];
  private readonly away: boolean[] = [];

  constructor(
    private readonly services: Services,
    private readonly switchCycles: number,
    private readonly responseCycles: number,
    private readonly longestCycles: number,
    maxThreads: number,
  ) {
    for (let thread = 0; thread < maxThreads; thread++) {
      this.bursts.push(0);
      this.since.push(0);
      this.away.push(false);
    }
  }

  slice(thread: number): number {
    this.away[thread] = false;
    if (!this.away.includes(true)) return Math.floor((3 * this.longestCycles) / 4);
    const equal =
      Math.floor(this.responseCycles / Math.max(1, this.services.alive() - 1)) - this.switchCycles;
    const needs = this.bursts[thread] > 0 ? Math.max(2 * this.bursts[thread], this.switchCycles) : equal;
    return Math.min(equal, needs, this.longestCycles);
  }

  sliceEnded(thread: number, how: number, cycles: number): void {
    this.since[thread] += cycles;
    if (how === 1) {
      this.away[thread] = true;
      this.bursts[thread] = this.since[thread];
      this.since[thread] = 0;
    } else if (this.since[thread] > 2 * this.bursts[thread]) this.bursts[thread] = 0;
  }
}
