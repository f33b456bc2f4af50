import type { Services, Slices } from './contract';

export class TimeSlices implements Slices {
  constructor(
    private readonly services: Services,
    private readonly switchCycles: number,
    private readonly responseCycles: number,
    private readonly longestCycles: number,
    private readonly maxThreads: number,
  ) {
    // Make here what you want to remember about threads.
  }

  slice(thread: number): number {
    // How long may `thread` run? It depends on what the other threads are about to do.
    return this.longestCycles;
  }

  sliceEnded(thread: number, how: number, cycles: number): void {
    // What does this tell about `thread`?
  }
}
