// Who waits at a condition sleeps at the line of its own process; a list of process numbers says whose turn it is.
import {
  compareAndSwap,
  LINE_BYTES,
  load,
  type Mutex,
  type Operation,
  type Services,
  sleepIfEqual,
  store,
  swap,
  wake,
} from '../contract';

export class SegmentMutex implements Mutex {
  private holds = false;

  constructor(
    _services: Services,
    private readonly word: number,
  ) {}

  *lock(_process: number): Operation {
    if ((yield* compareAndSwap(this.word, 0, 1)) !== 0)
      while ((yield* swap(this.word, 2)) !== 0) yield* sleepIfEqual(this.word, 2);
    this.holds = true;
    return 0;
  }

  *unlock(_process: number): Operation {
    if (!this.holds) return -1;
    this.holds = false;
    if ((yield* swap(this.word, 0)) === 2) yield* wake(this.word, 1);
    return 0;
  }

  *wait(process: number, condition: number): Operation {
    const first = this.word + LINE_BYTES * (1 + condition);
    const mine = this.lineOf(process);
    yield* store(mine, 0);
    yield* store(mine + 4, 1);
    const last = yield* load(first + 4);
    yield* store(last === 0 ? first : this.lineOf(last - 1), process + 1);
    yield* store(first + 4, process + 1);
    yield* this.unlock(process);
    while ((yield* load(mine + 4)) === 1) yield* sleepIfEqual(mine + 4, 1);
    return yield* this.lock(process);
  }

  *signal(_process: number, condition: number): Operation {
    const first = this.word + LINE_BYTES * (1 + condition);
    const waits = yield* load(first);
    if (waits === 0) return 0;
    const next = yield* load(this.lineOf(waits - 1));
    yield* store(first, next);
    if (next === 0) yield* store(first + 4, 0);
    yield* store(this.lineOf(waits - 1) + 4, 0);
    yield* wake(this.lineOf(waits - 1) + 4, 1);
    return 0;
  }

  private lineOf(process: number): number {
    return this.word + LINE_BYTES * (3 + process);
  }
}
