import {
  compareAndSwap,
  type Lock,
  type Operation,
  type Services,
  sleepIfEqual,
  store,
  wake,
} from './contract';

/** Asks the kernel at every turn. Run the samples: sometimes it is even too late to be woken. */
export class FastLock implements Lock {
  constructor(
    _services: Services,
    private readonly lockAddress: number,
    _threads: number,
  ) {}

  *lock(_thread: number): Operation {
    yield* sleepIfEqual(this.lockAddress, 1);
    yield* compareAndSwap(this.lockAddress, 0, 1);
    return 0;
  }

  *unlock(_thread: number): Operation {
    yield* store(this.lockAddress, 0);
    return yield* wake(this.lockAddress, 1);
  }
}
