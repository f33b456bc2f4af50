// Delays from a wide range, the same after every look: nobody is in a hurry.
import {
  compute,
  type Lock,
  load,
  type Operation,
  pause,
  type Services,
  store,
  testAndSet,
} from '../contract';

/** Of cores that are many; few settle sooner. */
const RANGE_A_CORE = 1_000;
const RANGE_A_PAIR = 100;

export class BackOffLock implements Lock {
  private state = 0;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    private readonly cores: number,
  ) {}

  *acquire(core: number): Operation {
    const range = this.cores * Math.min(RANGE_A_CORE, RANGE_A_PAIR * this.cores);
    for (;;) {
      if ((yield* load(this.lockAddress)) === 0 && (yield* testAndSet(this.lockAddress)) === 0) return 0;
      while ((yield* load(this.lockAddress)) !== 0) yield* pause();
      this.state = (Math.imul(this.state + core + 1, 1_103_515_245) + 12_345) >>> 0;
      yield* compute(1 + ((this.state >>> 16) % range));
    }
  }

  *release(_core: number): Operation {
    return yield* store(this.lockAddress, 0);
  }
}
