/**
 * A lock whose common case makes no system call: one word that says whether somebody may be asleep.
 *
 *      0  free      1  held, nobody waits      2  held, somebody may wait
 *
 *      lock     0 ─▶ 1: taken. Otherwise put 2 there, and sleep as long as it stays 2; who finds 0 when it puts 2
 *               there has the lock, and leaves 2 behind, for others may still sleep
 *      unlock   put 0 there; if it was 2, wake one
 *
 * Uncontended: one atomic operation each, no crossing. Source: Drepper, "Futexes are tricky", 2011, section 6
 * (mutex, take 2).
 */
import { compareAndSwap, type Operation, sleepIfEqual, swap, wake } from '../../programs/operations';

const FREE = 0;
const HELD = 1;
const WAITED_FOR = 2;

export class FutexLock {
  constructor(
    _services: object,
    private readonly lockAddress: number,
  ) {}

  *lock(): Operation {
    let found = yield* compareAndSwap(this.lockAddress, FREE, HELD);
    if (found === FREE) return 0;
    if (found !== WAITED_FOR) found = yield* swap(this.lockAddress, WAITED_FOR);
    while (found !== FREE) {
      yield* sleepIfEqual(this.lockAddress, WAITED_FOR);
      found = yield* swap(this.lockAddress, WAITED_FOR);
    }
    return 0;
  }

  *unlock(): Operation {
    if ((yield* swap(this.lockAddress, FREE)) === WAITED_FOR) yield* wake(this.lockAddress, 1);
    return 0;
  }
}
