// fails: SL1
import { type Lock, load, type Operation, pause, type Services, store } from '../contract';

/** Lamport's bakery, right on paper: but the stores are still in the store buffer when the core looks at the others. */
export class Spinlock implements Lock {
  constructor(
    _services: Services,
    private readonly lockAddress: number,
    private readonly cores: number,
  ) {}

  *acquire(core: number): Operation {
    const mine = this.lockAddress + 64 * core;
    yield* store(mine, 1);
    let highest = 0;
    for (let other = 0; other < this.cores; other++)
      highest = Math.max(highest, yield* load(this.lockAddress + 64 * other + 4));
    yield* store(mine + 4, highest + 1);
    yield* store(mine, 0);
    for (let other = 0; other < this.cores; other++) {
      const theirs = this.lockAddress + 64 * other;
      while ((yield* load(theirs)) !== 0) yield* pause();
      for (;;) {
        const number = yield* load(theirs + 4);
        if (number === 0 || number > highest + 1 || (number === highest + 1 && other >= core)) break;
        yield* pause();
      }
    }
    return 0;
  }

  *release(core: number): Operation {
    return yield* store(this.lockAddress + 64 * core + 4, 0);
  }
}
