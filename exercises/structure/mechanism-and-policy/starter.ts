import type { PolicyNumber, Queue, Services } from './contract';

export class ReadyQueue implements Queue {
  constructor(
    private readonly services: Services,
    private readonly policy: PolicyNumber,
    private readonly maxThreads: number,
  ) {
    // Mechanism: make here what keeps the threads that wait.
  }

  enqueue(thread: number, reason: number): void {
    // Mechanism: `thread` waits from now on.
  }

  pickNext(core: number): number {
    // Mechanism: take out the thread that goes before all others, and answer it.
    return -1;
  }

  tick(core: number, running: number): number {
    // Mechanism: does a waiting thread go before `running`?
    return 0;
  }

  /** Policy: whether thread `a` goes before thread `b`. Nothing else in this class needs to know which policy it is. */
  private goesBefore(a: number, b: number): boolean {
    return false;
  }
}
