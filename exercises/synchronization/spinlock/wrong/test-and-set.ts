// fails: SL3, SL4
import { type Lock, type Operation, pause, type Services, store, testAndSet } from '../contract';

/** Every look is an atomic operation on the bus, and the luckiest core gets the lock. */
export class Spinlock implements Lock {
  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(_core: number): Operation {
    while ((yield* testAndSet(this.lockAddress)) !== 0) yield* pause();
    return 0;
  }

  *release(_core: number): Operation {
    return yield* store(this.lockAddress, 0);
  }
}
