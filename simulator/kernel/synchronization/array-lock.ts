/**
 * Each core draws a ticket and waits at a place of its own, on a cache line of its own, until the core before it
 * writes there: first come, first served, and a hand-off concerns two cores however many wait.
 *
 *      lockAddress                  the next ticket to draw
 *      lockAddress + 64 * (1 + p)   place p: the last ticket that was served there
 *
 * Ticket t waits at place t modulo the number of cores. A place holds a ticket rather than a flag, so that it
 * need not be cleared; places start at 0, which serves ticket 0. After 2^31 acquisitions the tickets overflow.
 *
 * Source: T. Anderson, "The performance of spin lock alternatives for shared-memory multiprocessors", IEEE TPDS
 * 1(1), 1990 (with flags in the places).
 */
import { fetchAndAdd, load, type Operation, pause, store } from '../../programs/operations';
import { LINE_BYTES, type Spinlock } from './spinlock';

export class ArrayLock implements Spinlock {
  private ticket = 0;

  constructor(
    _services: object,
    private readonly lockAddress: number,
    private readonly cores: number,
  ) {}

  *acquire(): Operation {
    this.ticket = yield* fetchAndAdd(this.lockAddress, 1);
    const place = this.placeOf(this.ticket);
    while ((yield* load(place)) !== this.ticket) yield* pause();
    return 0;
  }

  *release(): Operation {
    return yield* store(this.placeOf(this.ticket + 1), this.ticket + 1);
  }

  private placeOf(ticket: number): number {
    return this.lockAddress + LINE_BYTES * (1 + (ticket % this.cores));
  }
}
