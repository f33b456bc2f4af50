// fails: SL2
import { type Lock, load, type Operation, pause, type Services, testAndSet } from '../contract';

/** Release stores nothing. */
export class Spinlock implements Lock {
  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(_core: number): Operation {
    do {
      while ((yield* load(this.lockAddress)) !== 0) yield* pause();
    } while ((yield* testAndSet(this.lockAddress)) !== 0);
    return 0;
  }

  *release(_core: number): Operation {
    // It reads the lock where it should clear it.
    return yield* load(this.lockAddress);
  }
}
