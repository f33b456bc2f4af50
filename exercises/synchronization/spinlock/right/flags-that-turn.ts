import { type Lock, load, type Operation, pause, type Services, store, swap } from '../contract';

const LINE = 64;

/**
 * The lock of Graunke and Thakkar: each core has a flag that it turns over when it leaves. The first word names the
 * core that came last, and how its flag stood then: who comes next waits until that flag stands the other way.
 */
export class Spinlock implements Lock {
  private mine = 0;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(core: number): Operation {
    const before = yield* swap(this.lockAddress, 2 * (core + 1) + this.mine);
    if (before === 0) return 0;
    const flag = this.lockAddress + LINE * (before >> 1);
    while ((yield* load(flag)) === (before & 1)) yield* pause();
    return 0;
  }

  *release(core: number): Operation {
    this.mine = 1 - this.mine;
    return yield* store(this.lockAddress + LINE * (core + 1), this.mine);
  }
}
