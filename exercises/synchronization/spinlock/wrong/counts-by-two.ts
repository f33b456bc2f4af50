// fails: SL2
import { fetchAndAdd, type Lock, load, type Operation, pause, type Services, store } from '../contract';

/** A ticket lock whose release skips a ticket. */
export class Spinlock implements Lock {
  private ticket = 0;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(_core: number): Operation {
    this.ticket = yield* fetchAndAdd(this.lockAddress, 1);
    while ((yield* load(this.lockAddress + 64)) !== this.ticket) yield* pause();
    return 0;
  }

  *release(_core: number): Operation {
    return yield* store(this.lockAddress + 64, this.ticket + 2);
  }
}
