// fails: SL1
import { fence, type Lock, load, type Operation, pause, type Services, store } from '../contract';

/** Peterson's lock, right for two cores; of more, several take the same side. */
export class Spinlock implements Lock {
  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(core: number): Operation {
    const other = 1 - (core % 2);
    yield* store(this.wants(core % 2), 1);
    yield* store(this.lockAddress, other);
    yield* fence();
    while ((yield* load(this.wants(other))) === 1 && (yield* load(this.lockAddress)) === other)
      yield* pause();
    return 0;
  }

  *release(core: number): Operation {
    return yield* store(this.wants(core % 2), 0);
  }

  private wants(side: number): number {
    return this.lockAddress + 64 * (1 + side);
  }
}
