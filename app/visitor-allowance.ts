/**
 * How much visitors may ask for: so much from one address within some minutes, counted from the first time on, as
 * db/limits.ts counts for people with an account. Kept in the memory of this process and bounded there: a visitor costs
 * the database nothing, and what he may do works without it. Several processes of the site each count for themselves.
 */
import type { Allowance, Exceeded } from '../db/limits';

/** A lecture hall behind one address, each trying a question and another. */
const VISITORS: Allowance = { count: 300, minutes: 10 };
/** Addresses that are remembered; where there are more at once, new ones wait. */
const MAXIMUM_ADDRESSES = 10_000;

interface Count {
  readonly since: number;
  used: number;
}

export class VisitorAllowance {
  private readonly counts = new Map<string, Count>();

  constructor(
    private readonly allowance: Allowance = VISITORS,
    private readonly maximumAddresses: number = MAXIMUM_ADDRESSES,
  ) {}

  /** Uses up one. @param now milliseconds. @returns null, or the allowance that is used up. */
  take(address: string, now: number): Exceeded | null {
    const windowMs = this.allowance.minutes * 60_000;
    const known = this.counts.get(address);
    if (known !== undefined && now < known.since + windowMs) {
      if (known.used >= this.allowance.count) return this.exceeded(known.since + windowMs);
      known.used++;
      return null;
    }
    this.counts.delete(address); // so that it stands behind all others, whose windows began before
    for (const [other, { since }] of this.counts) {
      if (now < since + windowMs) break;
      this.counts.delete(other);
    }
    const [oldest] = this.counts.values();
    if (oldest !== undefined && this.counts.size >= this.maximumAddresses)
      return this.exceeded(oldest.since + windowMs);
    this.counts.set(address, { since: now, used: 1 });
    return null;
  }

  private exceeded(nextAt: number): Exceeded {
    return { ...this.allowance, nextAt: new Date(nextAt) };
  }
}

export const visitors = new VisitorAllowance();
