// Bit 0 says that the lock is held, the others count who waits.
import {
  compareAndSwap,
  fetchAndAdd,
  type Lock,
  load,
  type Operation,
  type Services,
  sleepIfEqual,
  wake,
} from '../contract';

export class FastLock implements Lock {
  constructor(
    _services: Services,
    private readonly word: number,
  ) {}

  *lock(_thread: number): Operation {
    if ((yield* compareAndSwap(this.word, 0, 1)) === 0) return 0;
    yield* fetchAndAdd(this.word, 2);
    for (;;) {
      const seen = yield* load(this.word);
      if (seen % 2 === 1) yield* sleepIfEqual(this.word, seen);
      else if ((yield* compareAndSwap(this.word, seen, seen - 1)) === seen) return 0;
    }
  }

  *unlock(_thread: number): Operation {
    if ((yield* fetchAndAdd(this.word, -1)) > 1) yield* wake(this.word, 1);
    return 0;
  }
}
