// Every core asks at a fixed distance from the others, by swap instead of test-and-set.
import { compute, type Lock, load, type Operation, pause, type Services, store, swap } from '../contract';

export class BackOffLock implements Lock {
  constructor(
    _services: Services,
    private readonly lockAddress: number,
    private readonly cores: number,
  ) {}

  *acquire(core: number): Operation {
    let slot = core;
    while ((yield* load(this.lockAddress)) !== 0 || (yield* swap(this.lockAddress, 1)) !== 0) {
      while ((yield* load(this.lockAddress)) !== 0) yield* pause();
      yield* compute(1 + 250 * slot);
      // Another slot the next time: no core is always the last.
      slot = (slot + this.cores - 1) % this.cores;
    }
    return 0;
  }

  *release(_core: number): Operation {
    return yield* store(this.lockAddress, 0);
  }
}
