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

/** Anderson's array: the place at which a core waits goes by its ticket, and is another core's line. */
export class QueueLock implements Lock {
  private ticket = 0;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    private readonly cores: number,
  ) {}

  *acquire(_core: number): Operation {
    this.ticket = yield* fetchAndAdd(this.lockAddress, 1);
    while ((yield* load(this.placeOf(this.ticket))) !== this.ticket) yield* pause();
    return 0;
  }

  *release(_core: number): Operation {
    return yield* store(this.placeOf(this.ticket + 1), this.ticket + 1);
  }

  private placeOf(ticket: number): number {
    return this.lockAddress + LINE_BYTES * (1 + (ticket % this.cores));
  }
}
