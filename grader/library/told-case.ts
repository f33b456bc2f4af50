/** A judged run as data, which another process or a file can hold: what the reader knows already, the case, is left out. */
import type { SeededCase } from '../judge/run-case';
import { type SpendingLooks, spendingOf } from '../judge/spending';
import type { TrustedCase } from '../trusted-runner';

export interface ToldCase extends Omit<TrustedCase, 'seeded' | 'spending'> {
  readonly spending?: { readonly looks: SpendingLooks; readonly lastEvent: number };
}

export function toldCase({ seeded: _, spending, ...judged }: TrustedCase): ToldCase {
  if (spending === undefined) return judged;
  return { ...judged, spending: { looks: spending.of.looks(), lastEvent: spending.lastEvent } };
}

export function caseOf(seeded: SeededCase, { spending, ...judged }: ToldCase): TrustedCase {
  if (spending === undefined) return { ...judged, seeded };
  const { looks, lastEvent } = spending;
  return { ...judged, seeded, spending: { of: spendingOf(looks), lastEvent } };
}
