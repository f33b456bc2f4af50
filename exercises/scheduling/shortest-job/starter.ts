import type { Scheduler, Services } from './contract';

export class ShortestJob implements Scheduler {
  constructor(
    private readonly services: Services,
    private readonly cores: number,
    private readonly maxThreads: number,
    private readonly window: number,
    private readonly firstEstimate: number,
  ) {
    // Make here what your scheduler needs: who waits, and what you know of each thread.
  }

  enqueue(thread: number, reason: number): void {
    // `thread` waits from now on.
  }

  pickNext(core: number): number {
    // Which of the waiting threads will leave the core soonest?
    return -1;
  }

  burstEnded(thread: number, cycles: number): void {
    // Remember how long `thread` computed.
  }

  estimate(thread: number): number {
    // How long will it compute next time?
    return 0;
  }
}
