import { type Lock, load, type Operation, pause, type Services, store } from './contract';

/** Looks, then takes: two cores may look before either has taken it. */
export class BackOffLock implements Lock {
  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(_core: number): Operation {
    while ((yield* load(this.lockAddress)) !== 0) yield* pause();
    return yield* store(this.lockAddress, 1);
  }

  *release(_core: number): Operation {
    return yield* store(this.lockAddress, 0);
  }
}
