import type { Scheduler, Services } from './contract';

export class MultiLevelFeedback implements Scheduler {
  constructor(
    private readonly services: Services,
    private readonly cores: number,
    private readonly maxThreads: number,
    private readonly levels: number,
    private readonly quantumTicks: number,
    private readonly boostCycles: number,
  ) {
    // Make here what your scheduler needs: a queue for each level, something for each core and each thread.
  }

  enqueue(thread: number, reason: number): void {
    // On which level does `thread` wait from now on?
  }

  pickNext(core: number): number {
    // Is a boost due? Then: which thread does `core` run next?
    return -1;
  }

  tick(core: number, running: number): number {
    // Is a boost due? Is the slice of `running` over? Does anybody wait who should go first?
    return 0;
  }

  level(thread: number): number {
    return 0;
  }
}
