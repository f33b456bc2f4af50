// fails: SL4
import { fetchAndAdd, type Lock, type Operation, pause, type Services, store } from '../contract';

/** Fair, but reads the ticket served with an atomic operation. */
export class Spinlock implements Lock {
  private ticket = 0;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(_core: number): Operation {
    this.ticket = yield* fetchAndAdd(this.lockAddress, 1);
    while ((yield* fetchAndAdd(this.lockAddress + 64, 0)) !== this.ticket) yield* pause();
    return 0;
  }

  *release(_core: number): Operation {
    return yield* store(this.lockAddress + 64, this.ticket + 1);
  }
}
