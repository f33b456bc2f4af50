import { fetchAndAdd, type Lock, load, type Operation, pause, type Services, store } from '../contract';

const LINE = 64;

/** Anderson's array: a flag for each place; who enters takes it down, who leaves puts up the next one. */
export class Spinlock implements Lock {
  private place = 0;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    private readonly cores: number,
  ) {}

  *acquire(_core: number): Operation {
    const ticket = yield* fetchAndAdd(this.lockAddress, 1);
    this.place = ticket % this.cores;
    if (ticket === 0) return 0;
    const flag = this.flagOf(this.place);
    while ((yield* load(flag)) === 0) yield* pause();
    return yield* store(flag, 0);
  }

  *release(_core: number): Operation {
    const next = (this.place + 1) % this.cores;
    return yield* store(this.flagOf(next), 1);
  }

  private flagOf(place: number): number {
    return this.lockAddress + LINE * (1 + place);
  }
}
