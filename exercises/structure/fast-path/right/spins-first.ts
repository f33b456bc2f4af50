// Looks a few times before it sleeps: a short critical section is over by then.
import {
  compareAndSwap,
  type Lock,
  load,
  type Operation,
  pause,
  type Services,
  sleepIfEqual,
  swap,
  wake,
} from '../contract';

const LOOKS = 40;

export class FastLock implements Lock {
  constructor(
    _services: Services,
    private readonly word: number,
  ) {}

  *lock(_thread: number): Operation {
    for (let looks = 0; looks < LOOKS; looks++) {
      if ((yield* load(this.word)) === 0 && (yield* compareAndSwap(this.word, 0, 1)) === 0) return 0;
      yield* pause();
    }
    while ((yield* swap(this.word, 2)) !== 0) yield* sleepIfEqual(this.word, 2);
    return 0;
  }

  *unlock(_thread: number): Operation {
    if ((yield* swap(this.word, 0)) === 2) yield* wake(this.word, 1);
    return 0;
  }
}
