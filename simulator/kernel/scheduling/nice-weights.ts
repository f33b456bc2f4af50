/**
 * The weight of each nice value, -20 to 19, in shares of the processor: one step is about 1.25 times, so that a thread
 * that is one nicer than another gets about a tenth of the processor less of what both had.
 * Source: Linux, `sched_prio_to_weight`.
 */
const WEIGHTS = [
  88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916, 9548, 7620, 6100, 4904, 3906, 3121,
  2501, 1991, 1586, 1277, 1024, 820, 655, 526, 423, 335, 272, 215, 172, 137, 110, 87, 70, 56, 45, 36, 29, 23,
  18, 15,
] as const;

export const LEAST_NICE = -20;
export const MOST_NICE = 19;
/** Of nice 0. */
export const USUAL_WEIGHT = 1024;

/** @throws RangeError when `nice` is no whole number from -20 to 19. */
export function demandNice(nice: number): void {
  if (!Number.isInteger(nice) || nice < LEAST_NICE || nice > MOST_NICE)
    throw new RangeError(`nice must be a whole number from ${LEAST_NICE} to ${MOST_NICE}, got ${nice}`);
}

/** @throws RangeError when `nice` is no whole number from -20 to 19. */
export function weightOf(nice: number): number {
  demandNice(nice);
  return WEIGHTS[nice - LEAST_NICE];
}
