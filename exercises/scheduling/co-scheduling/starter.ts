import type { Scheduler } from './contract';

export class CoScheduler implements Scheduler {
  constructor(
    private readonly services: object,
    private readonly cores: number,
    private readonly threads: number,
  ) {
    // Note here what you learn of each thread.
  }

  measured(thread: number, instructions: number, misses: number): void {
    // Does it compute, or does it wait for memory?
  }

  pick(slot: number): number {
    // Who has not had a quantum in this round, and suits the other slot of this core?
    return 0;
  }
}
