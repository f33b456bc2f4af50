import { type LifeCycleMechanism, STATE } from './contract';

export class LifeCycle implements LifeCycleMechanism {
  constructor(
    _services: object,
    private readonly maxThreads: number,
  ) {
    // Make here what keeps the state of each thread, since when it is in it, and how long it was in which.
  }

  change(thread: number, transition: number, cycle: number): number {
    // From which state does this lead, and to which? Is the thread there?
    return 0;
  }

  state(thread: number): number {
    return STATE.new;
  }

  cycles(thread: number, state: number, cycle: number): number {
    return 0;
  }
}
