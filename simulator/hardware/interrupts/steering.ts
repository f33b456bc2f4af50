/**
 * Which core takes an interrupt that several could take.
 *
 * A source that is enabled for one core only goes there: the best choice when one core shall be disturbed and the
 * others not. For the rest a policy chooses, once for each request, and again only if the chosen core can no
 * longer take it. Only numbers cross this interface.
 */
export interface SteeringPolicy {
  /**
   * @param source id of the interrupt. @param cores bit c: core c has it enabled, with a threshold below its
   * priority; never 0. @returns a core of these, or BROADCAST to notify all of them: the first to claim gets it.
   */
  chooseCore(source: number, cores: number): number;
}

export const BROADCAST = -1;

/** The published default: of the cores that have it enabled, the one with the lowest number. */
export const lowestNumbered: SteeringPolicy = {
  chooseCore: (_source, cores) => 31 - Math.clz32(cores & -cores),
};

/** All cores are notified, as by a plain RISC-V platform-level interrupt controller. */
export const broadcast: SteeringPolicy = { chooseCore: () => BROADCAST };

/** Sources spread over the cores by their number. */
export const spreadBySource: SteeringPolicy = {
  chooseCore(source, cores) {
    let left = source % populationCount(cores);
    let rest = cores;
    while (left-- > 0) rest &= rest - 1;
    return 31 - Math.clz32(rest & -rest);
  },
};

function populationCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
