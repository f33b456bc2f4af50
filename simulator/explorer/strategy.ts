/**
 * How to choose the schedules that are tried: one strategy a file. The explorer asks, once per execution, whether
 * there is another one (`begin`), then before every step who takes it (`choose`), and tells when it was taken
 * (`performed`).
 */
import type { ConcurrentSystem } from './concurrent-system';

/** Answer of `choose`: what remains of this execution only repeats others, so leave it. */
export const REDUNDANT = -1;

export interface Strategy {
  /** Whether a strategy that ran out has tried everything that can make a difference. */
  readonly exhaustive: boolean;
  /** Begins the next execution. @returns false when there is none left. */
  begin(): boolean;
  /** @param enabled bit mask of processes, never 0. @returns one that is able to, as a rule of the mask; or REDUNDANT. */
  choose(system: ConcurrentSystem, enabled: number): number;
  /** The chosen process has taken its step. */
  performed(): void;
  /** Whether a thread that waits shall look once more, though nobody else can take a step. */
  insists?(system: ConcurrentSystem): boolean;
  /** Nobody can take a step any more. */
  ended?(system: ConcurrentSystem): void;
}

/** The number of the lowest set bit of a mask that is not 0. */
export function lowestBit(mask: number): number {
  return 31 - Math.clz32(mask & -mask);
}
