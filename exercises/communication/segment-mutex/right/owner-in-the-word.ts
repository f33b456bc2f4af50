// The word says who holds the mutex and whether somebody may sleep; a signal's wake waits until the mutex is given back.
import {
  compareAndSwap,
  LINE_BYTES,
  load,
  type Mutex,
  type Operation,
  type Services,
  sleepIfEqual,
  store,
  wake,
} from '../contract';

const WAITED_FOR = 256;

export class SegmentMutex implements Mutex {
  private wakes: number[] = [];

  constructor(
    _services: Services,
    private readonly word: number,
  ) {}

  *lock(process: number): Operation {
    yield* this.take(1 + process);
    return 0;
  }

  *unlock(process: number): Operation {
    const word = yield* load(this.word);
    if (word % WAITED_FOR !== 1 + process) return -1;
    const found = yield* compareAndSwap(this.word, word, 0);
    if (found !== word) yield* compareAndSwap(this.word, found, 0);
    if (found >= WAITED_FOR) yield* wake(this.word, 1);
    const wakes = this.wakes;
    this.wakes = [];
    for (const signals of wakes) yield* wake(signals, 1);
    return 0;
  }

  *wait(process: number, condition: number): Operation {
    const signals = this.word + LINE_BYTES * (1 + condition);
    yield* store(signals + 4, (yield* load(signals + 4)) + 1);
    const seen = yield* load(signals);
    yield* this.unlock(process);
    while ((yield* load(signals)) === seen) yield* sleepIfEqual(signals, seen);
    return yield* this.lock(process);
  }

  *signal(_process: number, condition: number): Operation {
    const signals = this.word + LINE_BYTES * (1 + condition);
    const waiting = yield* load(signals + 4);
    if (waiting === 0) return 0;
    yield* store(signals + 4, waiting - 1);
    yield* store(signals, (yield* load(signals)) + 1);
    this.wakes.push(signals);
    return 0;
  }

  /** Who had to sleep leaves the mark, for others may sleep still. */
  private *take(mine: number): Operation {
    let mark = 0;
    for (;;) {
      const found = yield* compareAndSwap(this.word, 0, mine + mark);
      if (found === 0) return 0;
      mark = WAITED_FOR;
      if (found >= WAITED_FOR || (yield* compareAndSwap(this.word, found, found + WAITED_FOR)) === found)
        yield* sleepIfEqual(this.word, (found % WAITED_FOR) + WAITED_FOR);
    }
  }
}
