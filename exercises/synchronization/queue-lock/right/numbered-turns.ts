// A list whose nodes are not cleared: each turn of a core has a number, and who is before writes that number to let it in.
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

const SUCCESSOR = 0;
const LET_IN = 4;
const MOST_CORES = 64;

export class QueueLock implements Lock {
  private turn = 0;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(core: number): Operation {
    this.turn++;
    // What stands in the lock names core and turn: no two are ever the same.
    const me = this.turn * MOST_CORES + core;
    const before = yield* swap(this.lockAddress, me);
    if (before === 0) return 0;
    yield* store(this.line(before % MOST_CORES) + SUCCESSOR, me);
    while ((yield* load(this.line(core) + LET_IN)) !== me) yield* pause();
    return 0;
  }

  *release(core: number): Operation {
    const me = this.turn * MOST_CORES + core;
    const mine = this.line(core);
    let next = yield* load(mine + SUCCESSOR);
    if (next === 0) {
      if ((yield* compareAndSwap(this.lockAddress, me, 0)) === me) return 0;
      while (next === 0) {
        yield* pause();
        next = yield* load(mine + SUCCESSOR);
      }
    }
    yield* store(mine + SUCCESSOR, 0);
    return yield* store(this.line(next % MOST_CORES) + LET_IN, next);
  }

  private line(core: number): number {
    return this.lockAddress + LINE_BYTES * (1 + core);
  }
}
