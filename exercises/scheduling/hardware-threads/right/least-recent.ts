// A list of threads, the one that issued longest ago in front.
import type { Issue } from '../contract';

interface Thread {
  readonly number: number;
  line: number;
  since: number;
}

export class IssuePolicy implements Issue {
  private readonly order: Thread[] = [];
  private begun = 0;

  constructor(
    _services: object,
    private readonly threads: number,
    private readonly changeCycles: number,
  ) {
    for (let number = 0; number < threads; number++) this.order.push({ number, line: 0, since: 0 });
  }

  stalled(thread: number, untilCycle: number): void {
    for (const each of this.order) if (each.number === thread) each.line = untilCycle;
  }

  ended(thread: number): void {
    this.order.splice(
      this.order.findIndex((each) => each.number === thread),
      1,
    );
    this.current = -1;
  }

  private current = -2;

  next(now: number): number {
    const { order, changeCycles } = this;
    const last = order[order.length - 1];
    const issued = this.current >= 0 ? last : undefined;
    if (issued !== undefined && issued.line <= now && now - this.begun < 150) return issued.number;
    const isTurn = issued !== undefined && issued.line <= now;
    const start = (each: Thread) =>
      Math.max(each.line, each === issued || this.current === -2 ? now : now + changeCycles);
    let best = order[0];
    if (isTurn) best = order.find((each) => each.line <= now) ?? last;
    else if (now - Math.max(best.line, best.since) <= 100 * this.threads)
      for (const each of order) if (start(each) < start(best)) best = each;
    order.splice(order.indexOf(best), 1);
    order.push(best);
    this.begun = now;
    if (isTurn) last.since = now;
    best.since = now;
    this.current = best.number;
    return best.number;
  }
}
