// fails: SL1
import { fetchAndAdd, type Lock, load, type Operation, pause, type Services, store } from '../contract';

/** An array lock whose flags stay up: the second lap walks straight in. */
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
    while ((yield* load(this.lockAddress + 64 * (1 + this.place))) === 0) yield* pause();
    return 0;
  }

  *release(_core: number): Operation {
    const next = (this.place + 1) % this.cores;
    return yield* store(this.lockAddress + 64 * (1 + next), 1);
  }
}
