// fails: BO2
import { type Lock, load, type Operation, pause, type Services, store } from '../contract';

/** The word says whose turn it is: without a single atomic operation, but whoever never comes stops all. */
export class BackOffLock implements Lock {
  constructor(
    _services: Services,
    private readonly lockAddress: number,
    private readonly cores: number,
  ) {}

  *acquire(core: number): Operation {
    while ((yield* load(this.lockAddress)) !== core) yield* pause();
    return 0;
  }

  *release(core: number): Operation {
    return yield* store(this.lockAddress, (core + 1) % this.cores);
  }
}
