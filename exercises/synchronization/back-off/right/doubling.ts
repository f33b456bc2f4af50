// Exponential back-off: the range that a delay is drawn from doubles with each look in vain, up to a limit.
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

const FIRST_RANGE = 250;
/** The more cores, the longer one may have to stay away. */
const LARGEST_RANGE_A_CORE = 400;

export class BackOffLock implements Lock {
  private state = 0;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    private readonly cores: number,
  ) {}

  *acquire(core: number): Operation {
    for (let range = FIRST_RANGE; ; range = Math.min(2 * range, LARGEST_RANGE_A_CORE * this.cores)) {
      if ((yield* load(this.lockAddress)) === 0 && (yield* testAndSet(this.lockAddress)) === 0) return 0;
      while ((yield* load(this.lockAddress)) !== 0) yield* pause();
      yield* compute(1 + (this.draw(core) % range));
    }
  }

  *release(_core: number): Operation {
    return yield* store(this.lockAddress, 0);
  }

  private draw(core: number): number {
    this.state = (Math.imul(this.state + core + 1, 1_103_515_245) + 12_345) >>> 0;
    return this.state >>> 16;
  }
}
