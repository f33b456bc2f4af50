// Of those that could issue first the smallest number; after a while the next one that is ready. Nobody starves.
import type { Issue } from '../contract';

export class IssuePolicy implements Issue {
  private readonly comes = new Map<number, number>();
  private last = -1;
  private since = 0;
  private readonly issued: number[] = [];

  constructor(
    _services: object,
    private readonly threads: number,
    private readonly changeCycles: number,
  ) {
    for (let thread = 0; thread < threads; thread++) this.comes.set(thread, 0);
  }

  stalled(thread: number, untilCycle: number): void {
    this.comes.set(thread, untilCycle);
  }

  ended(thread: number): void {
    this.comes.delete(thread);
  }

  next(now: number): number {
    const before = this.last;
    const line = this.comes.get(before);
    if (line !== undefined && line <= now) {
      this.issued[before] = now;
      if (now - this.since < 100) return before;
      this.last = this.readyAfter(before, now);
    } else this.last = this.starving(now) ?? this.earliestAfter(before, now);
    this.since = now;
    this.issued[this.last] = now;
    return this.last;
  }

  private starving(now: number): number | undefined {
    for (const [thread, line] of this.comes)
      if (now - Math.max(line, this.issued[thread] ?? 0) > 100 * this.threads) return thread;
    return undefined;
  }

  private readyAfter(thread: number, now: number): number {
    for (let step = 1; step < this.threads; step++) {
      const other = (thread + step) % this.threads;
      const line = this.comes.get(other);
      if (line !== undefined && line <= now) return other;
    }
    return thread;
  }

  private earliestAfter(before: number, now: number): number {
    let best = -1;
    let first = 0;
    for (let step = 1; step <= this.threads; step++) {
      const thread = (Math.max(before, 0) + step) % this.threads;
      const line = this.comes.get(thread);
      if (line === undefined) continue;
      const start = Math.max(line, thread === before || before < 0 ? now : now + this.changeCycles);
      if (best < 0 || start < first) {
        best = thread;
        first = start;
      }
    }
    return best;
  }
}
