// Keeps for each thread whether it is interactive: whether it left the core for a device the last time that it ran.
import type { Services, Slices } from '../contract';

export class TimeSlices implements Slices {
  private readonly interactive = new Set<number>();

  constructor(
    private readonly services: Services,
    private readonly switchCycles: number,
    private readonly responseCycles: number,
    private readonly longestCycles: number,
  ) {}

  slice(thread: number): number {
    const others = this.services.alive() - 1;
    const somebodyElse = this.interactive.size > (this.interactive.has(thread) ? 1 : 0);
    if (!somebodyElse) return this.longestCycles;
    const turn = Math.floor(this.responseCycles / others);
    return Math.min(turn - this.switchCycles, this.longestCycles);
  }

  sliceEnded(thread: number, how: number): void {
    if (how === 1) this.interactive.add(thread);
    else this.interactive.delete(thread);
  }
}
