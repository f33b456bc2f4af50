// fails: QL4
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

/** A queue in which each core looks at the line of the one before it, as in the lock of Craig, Landin and Hagersten. */
export class QueueLock implements Lock {
  private turn = 0;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(core: number): Operation {
    this.turn++;
    const before = yield* swap(this.lockAddress, this.turn * 64 + core + 1);
    if (before === 0) return 0;
    // The line of the one before says which of its turns are over.
    const line = this.lockAddress + LINE_BYTES * (before % 64);
    while ((yield* load(line)) < Math.floor(before / 64)) yield* pause();
    return 0;
  }

  *release(core: number): Operation {
    const me = this.turn * 64 + core + 1;
    if ((yield* compareAndSwap(this.lockAddress, me, 0)) === me) return 0;
    return yield* store(this.lockAddress + LINE_BYTES * (1 + core), this.turn);
  }
}
