import type { Scheduler, Services } from './contract';

export class LinuxO1 implements Scheduler {
  constructor(
    private readonly services: Services,
    private readonly cores: number,
    private readonly maxThreads: number,
    private readonly millisecondCycles: number,
    private readonly sleepCycles: number,
  ) {
    // Make here what your scheduler needs: two arrays of 140 lists with a bitmap each, something for each thread and core.
  }

  enqueue(thread: number, reason: number): number {
    // With which priority, in which array, at which end? Does a core make room?
    return 0;
  }

  pickNext(core: number): number {
    return -1;
  }

  slice(thread: number): number {
    return this.millisecondCycles;
  }

  sliceEnded(thread: number, how: number, cycles: number): void {
    // What is left of the slice, and of the sleep that is credited?
  }

  tick(core: number, running: number): number {
    return 0;
  }

  level(thread: number): number {
    return 0;
  }

  isExpired(thread: number): number {
    return 0;
  }
}
