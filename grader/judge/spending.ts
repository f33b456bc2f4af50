/**
 * When a run spent what its budgets count: a budget is a sum, and the event at which it went beyond what is allowed is
 * where somebody wants to look.
 *
 *      event     0        31        63        95
 *      used      12       40        91       130            allowed 100: gone beyond at event 95
 *
 * Looked at every LOOK_EVENTS events, by number: the same in every process.
 */
export const LOOK_EVENTS = 32;

export class Spending {
  /** By counter, what it was at each look. */
  private readonly seen: ReadonlyMap<string, number[]>;

  constructor(counters: readonly string[]) {
    this.seen = new Map(counters.map((counter) => [counter, []]));
  }

  look(counters: Readonly<Record<string, number>>): void {
    for (const [counter, values] of this.seen) values.push(counters[counter] ?? 0);
  }

  /** Index of the first event that was looked at with more than `allowed` used. @param last the last event: by then it was. */
  eventBeyond(counter: string, allowed: number, last: number): number {
    const at = this.seen.get(counter)?.findIndex((used) => used > allowed) ?? -1;
    return at < 0 ? last : Math.min(last, (at + 1) * LOOK_EVENTS - 1);
  }
}
