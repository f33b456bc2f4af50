// fails: SL5
import { fetchAndAdd, type Lock, load, type Operation, pause, type Services, store } from '../contract';

/** A ticket lock that notes its owner in the line before its own, which belongs to somebody else. */
export class Spinlock implements Lock {
  private ticket = 0;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _cores: number,
  ) {}

  *acquire(core: number): Operation {
    this.ticket = yield* fetchAndAdd(this.lockAddress, 1);
    while ((yield* load(this.lockAddress + 64)) !== this.ticket) yield* pause();
    return yield* store(this.lockAddress - 64, core);
  }

  *release(_core: number): Operation {
    return yield* store(this.lockAddress + 64, this.ticket + 1);
  }
}
