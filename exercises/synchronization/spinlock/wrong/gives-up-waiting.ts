// fails: SL1
import { fetchAndAdd, type Lock, load, type Operation, pause, type Services, store } from '../contract';

/** After twenty-five looks it takes the lock as lost, and enters. */
export class Spinlock implements Lock {
  private ticket = 0;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(_core: number): Operation {
    this.ticket = yield* fetchAndAdd(this.lockAddress, 1);
    for (let looks = 0; looks < 25; looks++) {
      if ((yield* load(this.lockAddress + 64)) === this.ticket) return 0;
      yield* pause();
    }
    return 0;
  }

  *release(_core: number): Operation {
    return yield* store(this.lockAddress + 64, this.ticket + 1);
  }
}
