// Tickets and turns, side by side on the line; who sees how many are before it waits in proportion before it looks again.
import { compute, fetchAndAdd, type Lock, load, type Operation, type Services, store } from '../contract';

const TURN_CYCLES = 450;

export class BackOffLock implements Lock {
  private ticket = 0;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(_core: number): Operation {
    this.ticket = yield* fetchAndAdd(this.lockAddress, 1);
    for (;;) {
      const ahead = this.ticket - (yield* load(this.lockAddress + 4));
      if (ahead === 0) return 0;
      if (ahead > 1) yield* compute(TURN_CYCLES * (ahead - 1));
    }
  }

  *release(_core: number): Operation {
    return yield* store(this.lockAddress + 4, this.ticket + 1);
  }
}
