import type { Scheduler, Services } from './contract';

export class CompletelyFair implements Scheduler {
  constructor(
    private readonly services: Services,
    private readonly cores: number,
    private readonly maxThreads: number,
    private readonly periodCycles: number,
    private readonly minimumCycles: number,
  ) {
    // Make here what your scheduler needs: a weight and a virtual runtime for each thread, an order of those that wait.
  }

  enqueue(thread: number, reason: number): void {
    // What virtual runtime has `thread` from now on? The weight of a thread is this.services.weightOf(this.services.nice(thread)).
  }

  pickNext(core: number): number {
    return -1;
  }

  slice(thread: number): number {
    return this.minimumCycles;
  }

  sliceEnded(thread: number, how: number, cycles: number): void {
    // The virtual runtime of `thread` grows. Who is the last of all by now, and where is the floor?
  }

  tick(core: number, running: number): number {
    return 0;
  }

  virtualRuntime(thread: number): number {
    return 0;
  }
}
