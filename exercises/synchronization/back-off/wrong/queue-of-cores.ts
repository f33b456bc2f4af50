// fails: BO4
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

/** A list of waiters: one atomic operation each, but a line for each core. */
export class BackOffLock implements Lock {
  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(core: number): Operation {
    const node = this.nodeOf(core);
    yield* store(node, 0);
    const before = yield* swap(this.lockAddress, node);
    if (before === 0) return 0;
    yield* store(node + 4, 1);
    yield* store(before, node);
    while ((yield* load(node + 4)) !== 0) yield* pause();
    return 0;
  }

  *release(core: number): Operation {
    const node = this.nodeOf(core);
    let next = yield* load(node);
    if (next === 0) {
      if ((yield* compareAndSwap(this.lockAddress, node, 0)) === node) return 0;
      while (next === 0) {
        yield* pause();
        next = yield* load(node);
      }
    }
    return yield* store(next + 4, 0);
  }

  private nodeOf(core: number): number {
    return this.lockAddress + 64 * (1 + core);
  }
}
