/**
 * Each core draws a ticket and waits until its number is served: first come, first served. One atomic operation
 * an acquisition; but all waiters read the same word, so each release makes all of them read it again.
 *
 *      lockAddress        the next ticket to draw
 *      lockAddress + 64   the ticket that is served, on a line of its own
 */
import { fetchAndAdd, load, type Operation, pause, store } from '../../programs/operations';
import { LINE_BYTES, type Spinlock } from './spinlock';

export class TicketLock implements Spinlock {
  private ticket = 0;

  constructor(
    _services: object,
    private readonly lockAddress: number,
  ) {}

  *acquire(): Operation {
    this.ticket = yield* fetchAndAdd(this.lockAddress, 1);
    while ((yield* load(this.lockAddress + LINE_BYTES)) !== this.ticket) yield* pause();
    return 0;
  }

  *release(): Operation {
    return yield* store(this.lockAddress + LINE_BYTES, (this.ticket + 1) | 0);
  }
}
