/** What processes that communicate do, for simulations of channels: calls that are drawn, and how far a run may go. */
import type { Random } from '../../simulator/engine/random';

/** Calls: bytes that are sent, or room to receive, and cycles that are computed before it. */
export type Plan = readonly (readonly [bytes: number, cycles: number])[];

/** Of a whole run; its timer interrupts so often. */
export const RUN = { tickCycles: 10_000, mostCycles: 5_000_000 } as const;
/** Of a process that receives: a channel that answers for ever must not go on for ever. */
export const MOST_RECEIVES = 400;

/** Plans of so many processes, each of `length` calls; bytes and cycles at least 1. */
export const drawnPlans = (
  random: Random,
  count: number,
  length: number,
  mostBytes: number,
  mostCycles: number,
): readonly Plan[] =>
  Array.from({ length: count }, () =>
    Array.from({ length }, () => [random.between(1, mostBytes), random.between(1, mostCycles)] as const),
  );
