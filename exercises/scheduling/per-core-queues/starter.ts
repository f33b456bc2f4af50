import type { Scheduler, Services } from './contract';

export class PerCoreQueues implements Scheduler {
  constructor(
    private readonly services: Services,
    private readonly cores: number,
    private readonly maxThreads: number,
  ) {
    // Make here what your scheduler needs: who waits at which core, and where each thread ran last.
  }

  enqueue(thread: number, reason: number): void {
    // At which core does `thread` wait from now on?
  }

  pickNext(core: number): number {
    // Who waits here? And if nobody does: who waits elsewhere?
    return -1;
  }

  tick(core: number, running: number): number {
    // Is another queue much longer than this one? Does somebody wait here?
    return 0;
  }
}
