/**
 * How much visitors may ask for: so much from one network (client-address.ts) within some minutes, counted from the
 * first time on, as db/limits.ts counts for people with an account; and so much from all together, because networks cost
 * nothing. Kept in the memory of this process and bounded there: a visitor costs the database nothing, and what he may do
 * works without it. Several processes of the site each count for themselves.
 */
import type { Allowance, Exceeded } from '../db/limits';

/** A lecture hall behind one address, each trying a question and another. */
const VISITORS: Allowance = { count: 300, minutes: 10 };
/** What makes and shows variants takes milliseconds: a part of a core. Counted by the minute, so that it is soon over. */
const MAXIMUM_TRIALS_A_MINUTE = 1_200;
const ALL_VISITORS: Allowance = { count: MAXIMUM_TRIALS_A_MINUTE, minutes: 1 };
/** Networks that are remembered; where there are more, the one whose window began first is forgotten. */
const MAXIMUM_NETWORKS = 10_000;

interface Count {
  readonly since: number;
  used: number;
}

const ends = ({ since }: Count, { minutes }: Allowance) => since + minutes * 60_000;

export class VisitorAllowance {
  /** In the order in which their windows began. */
  private readonly counts = new Map<string, Count>();
  private all: Count = { since: Number.NEGATIVE_INFINITY, used: 0 };

  constructor(
    private readonly ofOne: Allowance = VISITORS,
    private readonly ofAll: Allowance = ALL_VISITORS,
    private readonly maximumNetworks: number = MAXIMUM_NETWORKS,
  ) {}

  /** Uses up one. @param now milliseconds. @returns null, or the network's allowance that is used up, or that all ask too much. */
  take(network: string, now: number): Exceeded | 'busy' | null {
    let count = this.counts.get(network);
    if (count !== undefined && now >= ends(count, this.ofOne)) {
      this.counts.delete(network);
      count = undefined;
    }
    if (count !== undefined && count.used >= this.ofOne.count)
      return { ...this.ofOne, nextAt: new Date(ends(count, this.ofOne)) };
    if (now >= ends(this.all, this.ofAll)) this.all = { since: now, used: 0 };
    if (this.all.used >= this.ofAll.count) return 'busy';
    this.all.used++;
    if (count === undefined) {
      for (const oldest of this.counts.keys()) {
        if (this.counts.size < this.maximumNetworks) break;
        this.counts.delete(oldest);
      }
      count = { since: now, used: 0 };
      this.counts.set(network, count);
    }
    count.used++;
    return null;
  }
}

export const visitors = new VisitorAllowance();
