/**
 * A mutex with two conditions in a segment that processes have attached at addresses of their own (a monitor, Mesa
 * semantics). Each process makes an object with its own address of the same words:
 *
 *      line 0   the mutex: 0 free   1 held   2 held, somebody may sleep        (SharedMutex)
 *      line 1   condition 0: a number that each signal raises; how many wait
 *      line 2   condition 1
 *
 * What lies in the segment are states and numbers, never addresses: they would mean something else to the others. Who
 * holds the mutex each process knows of itself. No call to the kernel but to sleep and to wake. Sources: Drepper,
 * "Futexes are tricky", 2011; Lampson and Redell, "Experience with processes and monitors in Mesa", 1980.
 */
import { load, type Operation, sleepIfEqual, store, wake } from '../../programs/operations';
import { SharedMutex } from './shared-mutex';

const LINE_BYTES = 64;
const REFUSED = -1;

export class SegmentMutex {
  private readonly mutex: SharedMutex;
  private holds = false;

  constructor(
    _services: object,
    private readonly address: number,
  ) {
    this.mutex = new SharedMutex(address);
  }

  *lock(): Operation {
    yield* this.mutex.lock();
    this.holds = true;
    return 0;
  }

  *unlock(): Operation {
    if (!this.holds) return REFUSED;
    this.holds = false;
    return yield* this.mutex.unlock();
  }

  *wait(_process: number, condition: number): Operation {
    const signals = this.address + LINE_BYTES * (1 + condition);
    const waiters = signals + 4;
    yield* store(waiters, (yield* load(waiters)) + 1);
    const seen = yield* load(signals);
    yield* this.unlock();
    yield* sleepIfEqual(signals, seen);
    return yield* this.lock();
  }

  *signal(_process: number, condition: number): Operation {
    const signals = this.address + LINE_BYTES * (1 + condition);
    const waiters = signals + 4;
    const waiting = yield* load(waiters);
    if (waiting === 0) return 0;
    yield* store(waiters, waiting - 1);
    yield* store(signals, (yield* load(signals)) + 1);
    yield* wake(signals, 1);
    return 0;
  }
}
