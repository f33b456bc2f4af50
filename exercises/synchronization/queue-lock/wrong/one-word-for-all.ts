// fails: QL4
import {
  fetchAndAdd,
  LINE_BYTES,
  type Lock,
  load,
  type Operation,
  pause,
  type Services,
  store,
} from '../contract';

/** Tickets, and one word that says which is served: all look at it. */
export class QueueLock implements Lock {
  private ticket = 0;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    private readonly cores: number,
  ) {}

  *acquire(_core: number): Operation {
    this.ticket = yield* fetchAndAdd(this.lockAddress, 1);
    const served = this.lockAddress + LINE_BYTES * (1 + this.cores);
    while ((yield* load(served)) !== this.ticket) yield* pause();
    return 0;
  }

  *release(_core: number): Operation {
    return yield* store(this.lockAddress + LINE_BYTES * (1 + this.cores), this.ticket + 1);
  }
}
