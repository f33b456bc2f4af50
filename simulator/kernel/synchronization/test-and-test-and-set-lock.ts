/**
 * Looks with plain loads, which its cache answers, until the lock seems free; only then tries the atomic
 * operation. Silent while the lock is held, but a release makes every waiter read and then try at once.
 */
import { load, type Operation, pause, store, testAndSet } from '../../programs/operations';
import type { Spinlock } from './spinlock';

export class TestAndTestAndSetLock implements Spinlock {
  constructor(
    _services: object,
    private readonly lockAddress: number,
  ) {}

  *acquire(): Operation {
    do {
      while ((yield* load(this.lockAddress)) !== 0) yield* pause();
    } while ((yield* testAndSet(this.lockAddress)) !== 0);
    return 0;
  }

  *release(): Operation {
    return yield* store(this.lockAddress, 0);
  }
}
