/**
 * The simplest spinlock: one word, set by whoever finds it 0. Every look is an atomic operation, so every look
 * goes to the bus, also while nothing changes; and whoever is lucky gets the lock.
 */
import { type Operation, pause, store, testAndSet } from '../../programs/operations';
import type { Spinlock } from './spinlock';

export class TestAndSetLock implements Spinlock {
  constructor(
    _services: object,
    private readonly lockAddress: number,
  ) {}

  *acquire(): Operation {
    while ((yield* testAndSet(this.lockAddress)) !== 0) yield* pause();
    return 0;
  }

  *release(): Operation {
    return yield* store(this.lockAddress, 0);
  }
}
