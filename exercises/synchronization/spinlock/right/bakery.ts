// exceeds: hand-off
import { fence, type Lock, load, type Operation, pause, type Services, store } from '../contract';

const LINE = 64;

/**
 * Lamport's bakery, without atomic operations: who comes chooses a number above all others, and waits for those with
 * a lower one. Fences where a store must be seen before the others are looked at.
 */
export class Spinlock implements Lock {
  constructor(
    _services: Services,
    private readonly lockAddress: number,
    private readonly cores: number,
  ) {}

  *acquire(core: number): Operation {
    const mine = this.choosing(core);
    yield* store(mine, 1);
    yield* fence();
    let highest = 0;
    for (let other = 0; other < this.cores; other++) {
      const number = yield* load(this.number(other));
      highest = Math.max(highest, number);
    }
    const ticket = highest + 1;
    yield* store(this.number(core), ticket);
    yield* store(mine, 0);
    yield* fence();
    for (let other = 0; other < this.cores; other++) {
      if (other === core) continue;
      while ((yield* load(this.choosing(other))) !== 0) yield* pause();
      for (;;) {
        const number = yield* load(this.number(other));
        if (number === 0 || number > ticket || (number === ticket && other > core)) break;
        yield* pause();
      }
    }
    return 0;
  }

  *release(core: number): Operation {
    return yield* store(this.number(core), 0);
  }

  private choosing(core: number): number {
    return this.lockAddress + LINE * core;
  }

  private number(core: number): number {
    return this.choosing(core) + 4;
  }
}
