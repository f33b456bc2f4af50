/**
 * Issues from the hardware thread that can go on first.
 *
 *      the one that issues waits     the one of the smallest max(now + change, line comes): itself, if a change takes longer
 *      it does not                   it goes on
 *
 * In both, somebody who is ready and was left out for too long goes first: where a change takes longer than the lines of
 * the one that issues, it would go on for ever.
 * Of equals the one that issued longest ago. Source: Sparcle's rule "change at a miss", with the cost of a change weighed in.
 */
import type { IssuePolicy } from './issue-interface';

const NOBODY = -1;
/** Cycles for each hardware thread for which one that is ready is left out. */
const PATIENCE = 60;

export class FirstToIssue implements IssuePolicy {
  private current = NOBODY;
  /** By thread: when its line comes or came; when it issued last; whether it is through. */
  private readonly lines: number[] = [];
  private readonly issued: number[] = [];
  private readonly isOver: boolean[] = [];

  constructor(
    _services: object,
    private readonly threads: number,
    private readonly changeCycles: number,
  ) {
    for (let thread = 0; thread < threads; thread++) {
      this.lines.push(0);
      this.issued.push(-1);
      this.isOver.push(false);
    }
  }

  stalled(thread: number, untilCycle: number, now: number): void {
    this.lines[thread] = untilCycle;
    this.issued[thread] = now;
  }

  ended(thread: number): void {
    this.isOver[thread] = true;
  }

  next(now: number): number {
    const { current, lines } = this;
    const isFree = current !== NOBODY && !this.isOver[current] && lines[current] <= now;
    if (isFree) this.issued[current] = now;
    const other = this.longestLeftOut(now);
    if (other !== NOBODY && now - this.leftOutSince(other) >= PATIENCE * this.threads) this.current = other;
    else if (!isFree) this.current = this.firstToGoOn(now);
    return this.current;
  }

  private firstToGoOn(now: number): number {
    let best = NOBODY;
    let earliest = 0;
    for (let thread = 0; thread < this.threads; thread++) {
      if (this.isOver[thread]) continue;
      const change = thread === this.current || this.current === NOBODY ? 0 : this.changeCycles;
      const start = Math.max(now + change, this.lines[thread]);
      if (best !== NOBODY && start > earliest) continue;
      if (best !== NOBODY && start === earliest && this.issued[thread] >= this.issued[best]) continue;
      best = thread;
      earliest = start;
    }
    return best;
  }

  private leftOutSince(thread: number): number {
    return Math.max(this.lines[thread], this.issued[thread]);
  }

  private longestLeftOut(now: number): number {
    let longest = NOBODY;
    for (let thread = 0; thread < this.threads; thread++) {
      if (thread === this.current || this.isOver[thread] || this.lines[thread] > now) continue;
      if (longest === NOBODY || this.leftOutSince(thread) < this.leftOutSince(longest)) longest = thread;
    }
    return longest;
  }
}
