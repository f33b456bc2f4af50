// exceeds: crossings
// Tickets: who is not served sleeps, and each unlock wakes all who do. In turn, but most of them sleep again.
import { fetchAndAdd, type Lock, load, type Operation, type Services, sleepIfEqual, wake } from '../contract';

export class FastLock implements Lock {
  private readonly served: number;

  constructor(
    _services: Services,
    private readonly next: number,
    private readonly threads: number,
  ) {
    this.served = next + 64;
  }

  *lock(_thread: number): Operation {
    const ticket = yield* fetchAndAdd(this.next, 1);
    for (;;) {
      const served = yield* load(this.served);
      if (served === ticket) return 0;
      yield* sleepIfEqual(this.served, served);
    }
  }

  *unlock(_thread: number): Operation {
    const served = yield* fetchAndAdd(this.served, 1);
    if ((yield* load(this.next)) !== served + 1) yield* wake(this.served, this.threads);
    return 0;
  }
}
