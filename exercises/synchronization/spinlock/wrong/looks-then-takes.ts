// fails: SL1
import { type Lock, load, type Operation, pause, type Services, store } from '../contract';

/** Looking and taking are two operations: another core may look in between. */
export class Spinlock implements Lock {
  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(core: number): Operation {
    while ((yield* load(this.lockAddress)) !== 0) yield* pause();
    return yield* store(this.lockAddress, core + 1);
  }

  *release(_core: number): Operation {
    return yield* store(this.lockAddress, 0);
  }
}
