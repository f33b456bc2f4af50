// exceeds: hand-off
import { fetchAndAdd, type Lock, load, type Operation, pause, type Services, store } from '../contract';

/** An array lock whose places share one cache line: a store to one of them takes the line from all. */
export class Spinlock implements Lock {
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
    return this.lockAddress + 64 + 4 * (ticket % this.cores);
  }
}
