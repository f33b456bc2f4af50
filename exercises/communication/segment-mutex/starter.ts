import { load, type Mutex, type Operation, type Services, sleepIfEqual, store, wake } from './contract';

/** Asks the kernel at every turn, and looks before it takes. Run the samples: two processes get in. */
export class SegmentMutex implements Mutex {
  constructor(
    _services: Services,
    private readonly address: number,
    _processes: number,
  ) {}

  *lock(_process: number): Operation {
    while ((yield* load(this.address)) !== 0) yield* sleepIfEqual(this.address, 1);
    return yield* store(this.address, 1);
  }

  *unlock(_process: number): Operation {
    yield* store(this.address, 0);
    yield* wake(this.address, 1);
    return 0;
  }

  *wait(process: number, _condition: number): Operation {
    yield* this.unlock(process);
    return yield* this.lock(process);
  }

  *signal(_process: number, condition: number): Operation {
    return yield* wake(this.address + 64 * (1 + condition), 1);
  }
}
