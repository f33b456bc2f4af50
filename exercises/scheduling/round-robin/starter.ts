import type { Scheduler, Services } from './contract';

export class RoundRobin implements Scheduler {
  constructor(
    private readonly services: Services,
    private readonly cores: number,
    private readonly maxThreads: number,
    private readonly quantumTicks: number,
  ) {
    // Make here what your scheduler needs: the queue, and something for each core.
  }

  enqueue(thread: number, reason: number): void {
    // `thread` waits from now on.
  }

  pickNext(core: number): number {
    // Which thread does `core` run next?
    return -1;
  }

  tick(core: number, running: number): number {
    // Has `running` had its quantum, and does anybody else want the core?
    return 0;
  }
}
