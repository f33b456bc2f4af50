// fails: QL3, QL4
import {
  LINE_BYTES,
  type Lock,
  load,
  type Operation,
  pause,
  type Services,
  store,
  swap,
  testAndSet,
} from '../contract';

/** Each core waits at its own line, and the lock goes to the next core in the ring that wants it. */
export class QueueLock implements Lock {
  constructor(
    _services: Services,
    private readonly lockAddress: number,
    private readonly cores: number,
  ) {}

  *acquire(core: number): Operation {
    const mine = this.lineOf(core);
    yield* swap(mine, 1);
    if ((yield* testAndSet(this.lockAddress)) === 0) {
      yield* store(mine, 0);
      return 0;
    }
    while ((yield* load(mine)) === 1) {
      if ((yield* load(this.lockAddress)) === 0 && (yield* testAndSet(this.lockAddress)) === 0) {
        yield* store(mine, 0);
        return 0;
      }
      yield* pause();
    }
    return 0;
  }

  *release(core: number): Operation {
    for (let step = 1; step < this.cores; step++) {
      const line = this.lineOf((core + step) % this.cores);
      if ((yield* load(line)) === 1) return yield* store(line, 0);
    }
    return yield* store(this.lockAddress, 0);
  }

  private lineOf(core: number): number {
    return this.lockAddress + LINE_BYTES * (1 + core);
  }
}
