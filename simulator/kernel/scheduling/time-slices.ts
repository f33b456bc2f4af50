/**
 * Chooses how long a dispatched thread may run, where threads take turns in one queue of one core:
 *
 *      nobody is away    longest                                 switches are all that a shorter slice would give
 *      somebody is       response / (threads alive - 1) - switch    who comes back waits for all others at most
 *
 * A thread is away from when it blocks until it runs again. As nobody else can come back during a slice than who is
 * away when it begins, a slice needs no guess about threads. Sharing the response time among the others is what
 * CFS does with its target latency (Pabla, "Completely fair scheduler", Linux Journal, 2009).
 */
import { SLICE_END } from './scheduling-policy';

export interface SliceServices {
  now(): number;
  /** Threads that were created and are not over. */
  alive(): number;
}

export class TimeSlices {
  private readonly away: Uint8Array;
  private awayCount = 0;

  constructor(
    private readonly services: SliceServices,
    private readonly switchCycles: number,
    private readonly responseCycles: number,
    private readonly longestCycles: number,
    maxThreads: number,
  ) {
    this.away = new Uint8Array(maxThreads);
  }

  slice(thread: number): number {
    if (this.away[thread] === 1) {
      this.away[thread] = 0;
      this.awayCount--;
    }
    if (this.awayCount === 0) return this.longestCycles;
    const others = this.services.alive() - 1;
    const share = Math.floor(this.responseCycles / others) - this.switchCycles;
    return Math.min(share, this.longestCycles);
  }

  sliceEnded(thread: number, how: number): void {
    if (how !== SLICE_END.blocked) return;
    this.away[thread] = 1;
    this.awayCount++;
  }
}
