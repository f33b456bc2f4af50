// Delays after each look instead: it sees late that the lock is free, and then tries at once.
import { compute, type Lock, load, type Operation, type Services, store, testAndSet } from '../contract';

export class BackOffLock implements Lock {
  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(core: number): Operation {
    for (;;) {
      while ((yield* load(this.lockAddress)) !== 0) yield* compute(400 * (1 + core));
      if ((yield* testAndSet(this.lockAddress)) === 0) return 0;
    }
  }

  *release(_core: number): Operation {
    return yield* store(this.lockAddress, 0);
  }
}
