// Whoever's line comes gets the pipeline at once: each change costs.
import type { Issue } from '../contract';

export class IssuePolicy implements Issue {
  private readonly lines: number[] = [];
  private readonly last: number[] = [];
  private was = -1;

  constructor(
    _services: object,
    private readonly threads: number,
    private readonly changeCycles: number,
  ) {}

  stalled(thread: number, untilCycle: number): void {
    this.lines[thread] = untilCycle;
  }

  ended(thread: number): void {
    this.lines[thread] = Number.POSITIVE_INFINITY;
  }

  next(now: number): number {
    const isFree = this.was >= 0 && this.line(this.was) <= now;
    if (isFree) this.last[this.was] = now;
    let best = -1;
    for (let thread = 0; thread < this.threads; thread++) {
      if (this.line(thread) === Number.POSITIVE_INFINITY) continue;
      if (now - Math.max(this.line(thread), this.last[thread] ?? 0) > 100 * this.threads) {
        best = thread;
        break;
      }
      if (best < 0 || this.goesBefore(thread, best, now, isFree)) best = thread;
    }
    this.last[best] = now;
    this.was = best;
    return best;
  }

  private line(thread: number): number {
    return this.lines[thread] ?? 0;
  }

  private goesBefore(a: number, b: number, now: number, isFree: boolean): boolean {
    const start = (thread: number) =>
      Math.max(
        this.line(thread),
        isFree || thread === this.was || this.was < 0 ? now : now + this.changeCycles,
      );
    if (start(a) !== start(b)) return start(a) < start(b);
    return (this.last[a] ?? 0) < (this.last[b] ?? 0);
  }
}
