// fails: SL3
import { type Lock, load, type Operation, pause, type Services, store, testAndSet } from '../contract';

/** Hands on to the next core in the ring that wants the lock, however long another has been waiting. */
export class Spinlock implements Lock {
  private readonly granted: number;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    private readonly cores: number,
  ) {
    this.granted = lockAddress + 4;
  }

  *acquire(core: number): Operation {
    yield* store(this.wants(core), 1);
    for (;;) {
      if ((yield* load(this.granted)) === core + 1) break;
      if ((yield* load(this.lockAddress)) === 0 && (yield* testAndSet(this.lockAddress)) === 0) break;
      yield* pause();
    }
    yield* store(this.granted, 0);
    return yield* store(this.wants(core), 0);
  }

  *release(core: number): Operation {
    for (let step = 1; step < this.cores; step++) {
      const next = (core + step) % this.cores;
      if ((yield* load(this.wants(next))) === 1) return yield* store(this.granted, next + 1);
    }
    return yield* store(this.lockAddress, 0);
  }

  private wants(core: number): number {
    return this.lockAddress + 64 * (1 + core);
  }
}
