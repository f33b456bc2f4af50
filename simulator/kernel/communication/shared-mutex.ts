/**
 * A mutex and a condition variable that lie in a segment, for threads of several processes.
 *
 *      mutex      0 free   1 held   2 held, somebody may sleep          FutexLock's protocol, word for word
 *      condition  a number that each signal raises: who saw an older one does not sleep
 *
 * Like PTHREAD_PROCESS_SHARED and PTHREAD_PROCESS_PRIVATE: a private mutex sleeps and wakes by the address that it has
 * in its own process, so that processes never meet there, though they share the word. Uncontended, neither calls the
 * kernel. Sources: pthread_mutexattr_setpshared of POSIX; Drepper, "Futexes are tricky", 2011, section 6.
 */
import {
  compareAndSwap,
  fetchAndAdd,
  load,
  type Operation,
  swap,
  systemCall,
} from '../../programs/operations';
import { COMMUNICATION_CALL } from './communication-calls';

const FREE = 0;
const HELD = 1;
const WAITED_FOR = 2;

export class SharedMutex {
  private readonly sleepCall: number;
  private readonly wakeCall: number;

  constructor(
    private readonly address: number,
    isShared = true,
  ) {
    const { sleepIfEqual, sleepIfEqualPrivately, wake, wakePrivately } = COMMUNICATION_CALL;
    this.sleepCall = isShared ? sleepIfEqual : sleepIfEqualPrivately;
    this.wakeCall = isShared ? wake : wakePrivately;
  }

  *lock(): Operation {
    let found = yield* compareAndSwap(this.address, FREE, HELD);
    if (found === FREE) return 0;
    if (found !== WAITED_FOR) found = yield* swap(this.address, WAITED_FOR);
    while (found !== FREE) {
      yield* systemCall(this.sleepCall, this.address, WAITED_FOR);
      found = yield* swap(this.address, WAITED_FOR);
    }
    return 0;
  }

  *unlock(): Operation {
    if ((yield* swap(this.address, FREE)) === WAITED_FOR) yield* systemCall(this.wakeCall, this.address, 1);
    return 0;
  }
}

export class SharedCondition {
  constructor(
    private readonly address: number,
    private readonly mutex: SharedMutex,
  ) {}

  /** Gives the mutex up and sleeps until a later signal; has it again when it returns. What was waited for is looked at again. */
  *wait(): Operation {
    const seen = yield* load(this.address);
    yield* this.mutex.unlock();
    yield* systemCall(COMMUNICATION_CALL.sleepIfEqual, this.address, seen);
    return yield* this.mutex.lock();
  }

  *signal(): Operation {
    yield* fetchAndAdd(this.address, 1);
    return yield* systemCall(COMMUNICATION_CALL.wake, this.address, 1);
  }
}
