// Tickets, and a letter box for each: who waits puts its name there and waits at its own line, who hands on leaves word.
import {
  fetchAndAdd,
  LINE_BYTES,
  type Lock,
  load,
  type Operation,
  pause,
  type Services,
  store,
  swap,
} from '../contract';

const FREE = -1;

export class QueueLock implements Lock {
  private ticket = 0;

  constructor(
    _services: Services,
    private readonly lockAddress: number,
    private readonly cores: number,
  ) {}

  *acquire(core: number): Operation {
    this.ticket = yield* fetchAndAdd(this.lockAddress, 1);
    if (this.ticket === 0) return 0;
    const flag = this.lockAddress + LINE_BYTES * (1 + core);
    yield* store(flag, 1);
    const box = this.boxOf(this.ticket);
    if ((yield* swap(box, core + 1)) !== FREE) while ((yield* load(flag)) === 1) yield* pause();
    return yield* store(box, 0);
  }

  *release(_core: number): Operation {
    const name = yield* swap(this.boxOf(this.ticket + 1), FREE);
    if (name > 0) yield* store(this.lockAddress + LINE_BYTES * name, 0);
    return 0;
  }

  /** Sixteen words on the line behind those of the cores. */
  private boxOf(ticket: number): number {
    return this.lockAddress + LINE_BYTES * (1 + this.cores) + 4 * (ticket % 16);
  }
}
