// exceeds: hand-off
import { compareAndSwap, compute, type Lock, load, type Operation, type Services, store } from '../contract';

/** Draws tickets by compare-and-swap; the longer the queue before a core, the longer until it looks again. */
export class Spinlock implements Lock {
  private ticket = 0;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(_core: number): Operation {
    let expected = yield* load(this.lockAddress);
    for (;;) {
      const found = yield* compareAndSwap(this.lockAddress, expected, expected + 1);
      if (found === expected) break;
      expected = found;
    }
    this.ticket = expected;
    for (;;) {
      const served = yield* load(this.lockAddress + 64);
      if (served === this.ticket) return 0;
      yield* compute(100 * (this.ticket - served));
    }
  }

  *release(_core: number): Operation {
    return yield* store(this.lockAddress + 64, this.ticket + 1);
  }
}
