/**
 * Test-and-test-and-set with a delay between seeing the lock free and trying to take it: who comes out of its delay
 * and finds the lock taken goes back to reading, and has asked nobody for anything.
 *
 *      look ─held─▶ look ... ─free─▶ delay ─▶ look again ─free─▶ test-and-set ─was 0─▶ inside
 *       └───────────────free, at the first look──────────────────────▲   └─was 1─▶ look
 *
 * Each core delays by so many slots as its number says, so that they come out one after the other, and the first one
 * has the lock before the next one looks. The price is that the lock stands free for a delay.
 *
 * Source: T. Anderson, "The performance of spin lock alternatives for shared-memory multiprocessors", IEEE TPDS
 * 1(1), 1990, section III.B (delay after noticing the release, static).
 */
import { compute, load, type Operation, pause, store, testAndSet } from '../../programs/operations';
import type { Spinlock } from './spinlock';

/** Longer than all that the bus has to do for a core that tries: its look, its test-and-set, and the look of the next one. */
const SLOT_CYCLES = 250;

export class DelayedLock implements Spinlock {
  constructor(
    _services: object,
    private readonly lockAddress: number,
  ) {}

  *acquire(core: number): Operation {
    for (let delay = 0; ; ) {
      while ((yield* load(this.lockAddress)) !== 0) {
        delay = 1 + core * SLOT_CYCLES;
        yield* pause();
      }
      if (delay > 0) {
        yield* compute(delay);
        if ((yield* load(this.lockAddress)) !== 0) continue;
      }
      if ((yield* testAndSet(this.lockAddress)) === 0) return 0;
    }
  }

  *release(): Operation {
    return yield* store(this.lockAddress, 0);
  }
}
