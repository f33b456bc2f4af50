/**
 * What the clock drives: a core, whatever kind of code it runs.
 *
 *      quiet ─────────▶ nextCycle: step ──▶ quiet ─────▶ ...        between two steps nothing of it can concern others
 *
 * A processor looks ahead: it says at which cycle it will next do anything that others could see, so that a run
 * costs the host by what happens and not by the cycles that pass.
 */
export interface Processor {
  /** From 0; of processors that act in one cycle the lowest acts first. */
  readonly id: number;
  /** The next cycle at which it acts; Infinity while it waits for an interrupt. */
  readonly nextCycle: number;
  /** Acts exactly at `nextCycle`, and sets that anew to a cycle that is not before. */
  step(now: number): void;
}
