import { type Lock, load, type Operation, pause, type Services, store } from './contract';

/** Looks whether the lock is free and takes it. Run the samples to see what goes wrong between the two. */
export class Spinlock implements Lock {
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
