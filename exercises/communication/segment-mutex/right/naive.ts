// A word for the mutex and one that counts who waits for it; each signal asks the kernel, whether or not somebody waits.
import {
  compareAndSwap,
  fetchAndAdd,
  LINE_BYTES,
  load,
  type Mutex,
  type Operation,
  type Services,
  sleepIfEqual,
  swap,
  wake,
} from '../contract';

export class SegmentMutex implements Mutex {
  private readonly waiters: number;
  private holds = false;

  constructor(
    _services: Services,
    private readonly word: number,
  ) {
    this.waiters = word + 4;
  }

  *lock(_process: number): Operation {
    if ((yield* compareAndSwap(this.word, 0, 1)) !== 0) {
      yield* fetchAndAdd(this.waiters, 1);
      while ((yield* compareAndSwap(this.word, 0, 1)) !== 0) yield* sleepIfEqual(this.word, 1);
      yield* fetchAndAdd(this.waiters, -1);
    }
    this.holds = true;
    return 0;
  }

  *unlock(_process: number): Operation {
    if (!this.holds) return -1;
    this.holds = false;
    yield* swap(this.word, 0);
    if ((yield* load(this.waiters)) > 0) yield* wake(this.word, 1);
    return 0;
  }

  *wait(process: number, condition: number): Operation {
    const signals = this.word + LINE_BYTES * (1 + condition);
    const seen = yield* load(signals);
    yield* this.unlock(process);
    yield* sleepIfEqual(signals, seen);
    return yield* this.lock(process);
  }

  *signal(_process: number, condition: number): Operation {
    const signals = this.word + LINE_BYTES * (1 + condition);
    yield* fetchAndAdd(signals, 1);
    yield* wake(signals, 1);
    return 0;
  }
}
