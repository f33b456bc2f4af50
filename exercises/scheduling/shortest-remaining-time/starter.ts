import type { Scheduler, Services } from './contract';

export class ShortestRemaining implements Scheduler {
  constructor(
    private readonly services: Services,
    private readonly cores: number,
    private readonly maxThreads: number,
  ) {
    // Make here what your scheduler needs: who waits, and who is on which core.
  }

  enqueue(thread: number, reason: number): number {
    // `thread` waits from now on. Does the thread on some core make room for it at once?
    return 0;
  }

  pickNext(core: number): number {
    // Which of the waiting threads has the least left?
    return -1;
  }
}
