/**
 * Several machines on one clock, so that links between them keep exact times.
 *
 * A packet takes at least the link's delay. So each machine may run ahead of the others by less than that, and
 * nothing that they send can arrive in its past. The machines run in windows of this length, in order.
 */

import type { Link } from '../hardware/devices/network-card/link';
import type { Machine } from '../hardware/machine';

/** Runs all machines to `untilCycle`. @param link the quickest of the links between them. */
export function runLinked(machines: readonly Machine[], link: Link, untilCycle: number): void {
  // With several cores a run ends up to a quantum late.
  const late = Math.max(...machines.map((each) => (each.cores.length > 1 ? each.quantumCycles : 0)));
  const windowCycles = link.delayCycles - late;
  if (windowCycles < 1)
    throw new RangeError(
      `a link's delay (${link.delayCycles}) must be longer than the machines' quantum (${late} cycles)`,
    );
  for (let cycle = Math.min(...machines.map((each) => each.cycle)); cycle < untilCycle; ) {
    cycle = Math.min(untilCycle, cycle + windowCycles);
    for (const machine of machines) machine.run({ untilCycle: cycle });
  }
}
