// fails: QL3, QL4
import { type Lock, load, type Operation, pause, type Services, store, testAndSet } from '../contract';

/** No queue: who is lucky gets the lock. */
export class QueueLock implements Lock {
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
    return yield* store(this.lockAddress, 0);
  }
}
