import {
  compareAndSwap,
  type Lock,
  load,
  type Operation,
  pause,
  type Services,
  store,
  swap,
} from '../contract';

const LINE = 64;

/**
 * The list of Mellor-Crummey and Scott: the first line holds the last waiter, each core has a line with the next one
 * behind it and whether it must still wait. Cores are named 1 to n, so that 0 is nobody.
 */
export class Spinlock implements Lock {
  constructor(
    _services: Services,
    private readonly last: number,
    _cores: number,
  ) {}

  *acquire(core: number): Operation {
    const mine = this.nodeOf(core + 1);
    yield* store(mine, 0);
    const before = yield* swap(this.last, core + 1);
    if (before === 0) return 0;
    yield* store(mine + 4, 1);
    yield* store(this.nodeOf(before), core + 1);
    while ((yield* load(mine + 4)) !== 0) yield* pause();
    return 0;
  }

  *release(core: number): Operation {
    const mine = this.nodeOf(core + 1);
    let next = yield* load(mine);
    if (next === 0) {
      const last = yield* compareAndSwap(this.last, core + 1, 0);
      if (last === core + 1) return 0;
      while (next === 0) {
        next = yield* load(mine);
        yield* pause();
      }
    }
    return yield* store(this.nodeOf(next) + 4, 0);
  }

  private nodeOf(name: number): number {
    return this.last + LINE * name;
  }
}
