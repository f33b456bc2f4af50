// No queue at all: every waiting thread has a ticket, and a pick looks through all of them for the lowest.
import type { Scheduler, Services } from '../contract';

export class RoundRobin implements Scheduler {
  private readonly tickets: number[];
  private readonly started = new Map<number, number>();
  private nextTicket = 1;

  constructor(
    _services: Services,
    _cores: number,
    private readonly maxThreads: number,
    private readonly quantumTicks: number,
  ) {
    this.tickets = new Array(maxThreads).fill(0);
  }

  enqueue(thread: number): void {
    this.tickets[thread] = this.nextTicket++;
  }

  pickNext(core: number): number {
    let best = -1;
    for (let thread = 0; thread < this.maxThreads; thread++) {
      if (this.tickets[thread] === 0) continue;
      if (best === -1 || this.tickets[thread] < this.tickets[best]) best = thread;
    }
    if (best === -1) return -1;
    this.tickets[best] = 0;
    this.started.set(core, 0);
    return best;
  }

  tick(core: number): number {
    const ticks = (this.started.get(core) ?? 0) + 1;
    this.started.set(core, ticks);
    return ticks >= this.quantumTicks && this.tickets.some((ticket) => ticket > 0) ? 1 : 0;
  }
}
