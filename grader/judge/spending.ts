/**
 * When a run spent what its budgets count: a budget is a sum, and the event at which it went beyond what is allowed is
 * where somebody wants to look.
 *
 *      event     31        63        95      ...     3,103     3,200
 *      used      40        91       130              9,310     9,587     allowed 100: gone beyond at event 95
 *
 * Looked at every FIRST_LOOK events, and in a long run after each thirty-second part more: the same in every process,
 * and a few hundred looks in the longest run.
 */
export const FIRST_LOOK = 32;
const PART_BITS = 5;

/** How many events there are at the look after that at `events`. */
export const nextLook = (events: number) => events + Math.max(FIRST_LOOK, events >> PART_BITS);

export interface SpendingLooks {
  readonly events: readonly number[];
  /** By counter, what it was at each look. */
  readonly used: Readonly<Record<string, readonly number[]>>;
}

export class Spending {
  /** Indexes of the events that were looked at. */
  private readonly events: number[] = [];
  /** By counter, what it was at each look. */
  private readonly seen: ReadonlyMap<string, number[]>;

  constructor(counters: readonly string[]) {
    this.seen = new Map(counters.map((counter) => [counter, []]));
  }

  look(event: number, counters: Readonly<Record<string, number>>): void {
    this.events.push(event);
    for (const [counter, values] of this.seen) values.push(counters[counter] ?? 0);
  }

  /** Everything that was looked at, as data: spendingOf() makes the same of it. */
  looks(): SpendingLooks {
    return { events: this.events, used: Object.fromEntries(this.seen) };
  }

  /** Index of the first event that was looked at with more than `allowed` used. @param last the last event: by then it was. */
  eventBeyond(counter: string, allowed: number, last: number): number {
    const at = this.seen.get(counter)?.findIndex((used) => used > allowed) ?? -1;
    return Math.min(last, this.events[at] ?? last);
  }
}

export function spendingOf({ events, used }: SpendingLooks): Spending {
  const spending = new Spending(Object.keys(used));
  events.forEach((event, at) => {
    spending.look(
      event,
      Object.fromEntries(Object.entries(used).map(([counter, values]) => [counter, values[at] ?? 0])),
    );
  });
  return spending;
}
