// Two ends of a sorted list, the one that misses least in the first slot of each core.
import type { Scheduler } from '../contract';

export class CoScheduler implements Scheduler {
  private readonly rate = new Map<number, number>();
  private sorted: number[] = [];

  constructor(
    _services: object,
    _cores: number,
    private readonly threads: number,
  ) {}

  measured(thread: number, instructions: number, misses: number): void {
    this.rate.set(thread, misses / Math.max(instructions, 1));
  }

  pick(slot: number): number {
    if (this.sorted.length === 0) {
      for (let thread = 0; thread < this.threads; thread++) this.sorted.push(thread);
      this.sorted.sort((a, b) => (this.rate.get(a) ?? 0) - (this.rate.get(b) ?? 0));
    }
    const thread = slot % 2 === 0 ? this.sorted.shift() : this.sorted.pop();
    return thread ?? 0;
  }
}
