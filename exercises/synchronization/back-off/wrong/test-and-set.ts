// fails: BO3
import { type Lock, type Operation, pause, type Services, store, testAndSet } from '../contract';

/** Each look is an atomic operation. */
export class BackOffLock implements Lock {
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
