import type { Scheduler, Services } from './contract';

export class PriorityAgeing implements Scheduler {
  constructor(
    private readonly services: Services,
    private readonly cores: number,
    private readonly maxThreads: number,
    private readonly priorities: number,
    private readonly ageCycles: number,
  ) {
    // Make here what your scheduler needs: who waits since when, and who is on which core.
  }

  enqueue(thread: number, reason: number): number {
    // `thread` waits from now on. Does the thread on some core make room for it at once?
    return 0;
  }

  pickNext(core: number): number {
    // Who counts best by now?
    return -1;
  }

  tick(core: number, running: number): number {
    // Does anybody wait who counts at least as good as `running`?
    return 0;
  }

  level(thread: number): number {
    return 0;
  }
}
