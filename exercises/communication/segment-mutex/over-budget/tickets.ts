// exceeds: crossings
// In the order of asking, and every change wakes all that sleep: all but one go back to sleep.
import {
  fetchAndAdd,
  LINE_BYTES,
  load,
  type Mutex,
  type Operation,
  type Services,
  sleepIfEqual,
  wake,
} from '../contract';

const EVERYBODY = 100;

export class SegmentMutex implements Mutex {
  private readonly serving: number;
  private holds = false;

  constructor(
    _services: Services,
    private readonly tickets: number,
  ) {
    this.serving = tickets + 4;
  }

  *lock(_process: number): Operation {
    const ticket = yield* fetchAndAdd(this.tickets, 1);
    for (;;) {
      const served = yield* load(this.serving);
      if (served === ticket) break;
      yield* sleepIfEqual(this.serving, served);
    }
    this.holds = true;
    return 0;
  }

  *unlock(_process: number): Operation {
    if (!this.holds) return -1;
    this.holds = false;
    const served = yield* fetchAndAdd(this.serving, 1);
    if ((yield* load(this.tickets)) !== served + 1) yield* wake(this.serving, EVERYBODY);
    return 0;
  }

  *wait(process: number, condition: number): Operation {
    const signals = this.tickets + LINE_BYTES * (1 + condition);
    const seen = yield* load(signals);
    yield* this.unlock(process);
    yield* sleepIfEqual(signals, seen);
    return yield* this.lock(process);
  }

  *signal(_process: number, condition: number): Operation {
    const signals = this.tickets + LINE_BYTES * (1 + condition);
    yield* fetchAndAdd(signals, 1);
    yield* wake(signals, EVERYBODY);
    return 0;
  }
}
