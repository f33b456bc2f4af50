// fails: BO3
import { compute, type Lock, type Operation, type Services, store, testAndSet } from '../contract';

/** Delays, but tries without looking first. */
export class BackOffLock implements Lock {
  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(core: number): Operation {
    while ((yield* testAndSet(this.lockAddress)) !== 0) yield* compute(250 * (1 + core));
    return 0;
  }

  *release(_core: number): Operation {
    return yield* store(this.lockAddress, 0);
  }
}
