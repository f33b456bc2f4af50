// The same list with names instead of addresses: cores are 1 to n, so that 0 is nobody; a flag that goes down lets in.
import {
  compareAndSwap,
  LINE_BYTES,
  type Lock,
  load,
  type Operation,
  pause,
  type Services,
  store,
  swap,
} from '../contract';

export class QueueLock implements Lock {
  constructor(
    _services: Services,
    private readonly last: number,
    _cores: number,
  ) {}

  *acquire(core: number): Operation {
    const mine = this.lineOf(core + 1);
    yield* store(mine, 0);
    yield* store(mine + 4, 1);
    const before = yield* swap(this.last, core + 1);
    if (before === 0) return 0;
    yield* store(this.lineOf(before), core + 1);
    while ((yield* load(mine + 4)) === 1) yield* pause();
    return 0;
  }

  *release(core: number): Operation {
    const mine = this.lineOf(core + 1);
    if ((yield* load(mine)) === 0) {
      if ((yield* compareAndSwap(this.last, core + 1, 0)) === core + 1) return 0;
      while ((yield* load(mine)) === 0) yield* pause();
    }
    const next = yield* load(mine);
    return yield* store(this.lineOf(next) + 4, 0);
  }

  private lineOf(name: number): number {
    return this.last + LINE_BYTES * name;
  }
}
