// 0 free, 1 held, 2 held and waited for, as in the reference; unlock subtracts and looks what was there.
import {
  compareAndSwap,
  fetchAndAdd,
  type Lock,
  load,
  type Operation,
  type Services,
  sleepIfEqual,
  store,
  wake,
} from '../contract';

export class FastLock implements Lock {
  constructor(
    _services: Services,
    private readonly word: number,
  ) {}

  *lock(_thread: number): Operation {
    if ((yield* compareAndSwap(this.word, 0, 1)) === 0) return 0;
    for (;;) {
      const seen = yield* load(this.word);
      if (seen === 0) {
        if ((yield* compareAndSwap(this.word, 0, 2)) === 0) return 0;
      } else if (seen === 2 || (yield* compareAndSwap(this.word, 1, 2)) !== 0)
        yield* sleepIfEqual(this.word, 2);
    }
  }

  *unlock(_thread: number): Operation {
    if ((yield* fetchAndAdd(this.word, -1)) === 1) return 0;
    yield* store(this.word, 0);
    yield* wake(this.word, 1);
    return 0;
  }
}
