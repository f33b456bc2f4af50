// Two lengths: the longest slice while nobody is away, else what is safe however many threads there may be.
import type { Services, Slices } from '../contract';

export class TimeSlices implements Slices {
  private away: number[] = [];

  constructor(
    _services: Services,
    private readonly switchCycles: number,
    private readonly responseCycles: number,
    private readonly longestCycles: number,
    private readonly maxThreads: number,
  ) {}

  slice(thread: number): number {
    this.away = this.away.filter((each) => each !== thread);
    if (this.away.length === 0) return this.longestCycles;
    const share = Math.floor(this.responseCycles / this.maxThreads) - this.switchCycles;
    return Math.min(this.longestCycles, share);
  }

  sliceEnded(thread: number, how: number, _cycles: number): void {
    if (how === 1) this.away.push(thread);
  }
}
