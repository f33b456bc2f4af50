// Keeps a date by which everybody who may be at the device now must have run, and shares what is left of it.
import type { Services, Slices } from '../contract';

const AWAY = 1;

export class TimeSlices implements Slices {
  private readonly state = new Map<number, number>();

  constructor(
    private readonly services: Services,
    private readonly switchCycles: number,
    private readonly responseCycles: number,
    private readonly longestCycles: number,
  ) {}

  slice(thread: number): number {
    this.state.delete(thread);
    if (this.state.size === 0) return this.longestCycles;
    const turn = Math.floor(this.responseCycles / this.services.alive());
    const least = 5 * this.switchCycles;
    return Math.min(this.longestCycles, Math.max(least, turn - this.switchCycles));
  }

  sliceEnded(thread: number, how: number): void {
    if (how === AWAY) this.state.set(thread, this.services.now());
  }
}
