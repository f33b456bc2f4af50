// One word for the lock, and one that counts who waits: unlock asks the kernel only if somebody does.
import {
  compareAndSwap,
  fetchAndAdd,
  type Lock,
  load,
  type Operation,
  type Services,
  sleepIfEqual,
  swap,
  wake,
} from '../contract';

export class FastLock implements Lock {
  private readonly waiters: number;

  constructor(
    _services: Services,
    private readonly word: number,
  ) {
    this.waiters = word + 4;
  }

  *lock(_thread: number): Operation {
    if ((yield* compareAndSwap(this.word, 0, 1)) === 0) return 0;
    yield* fetchAndAdd(this.waiters, 1);
    while ((yield* compareAndSwap(this.word, 0, 1)) !== 0) yield* sleepIfEqual(this.word, 1);
    yield* fetchAndAdd(this.waiters, -1);
    return 0;
  }

  *unlock(_thread: number): Operation {
    yield* swap(this.word, 0);
    if ((yield* load(this.waiters)) > 0) yield* wake(this.word, 1);
    return 0;
  }
}
