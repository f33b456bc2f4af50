/**
 * A core that runs machine code, as the clock drives it.
 *
 *      step: runs ahead, instruction after instruction, up to the next cycle that can concern somebody else
 *
 * With a quantum it runs further, to the quantum's end: other cores in machine code may then be overtaken by less
 * than that. Without one, the order of accesses is exact: always the core whose cycle is lowest, of several the
 * lowest number. Both are the same however a run is cut.
 */
import type { Clock } from '../clock';
import type { Processor } from '../processor';
import type { Core } from './core';

export class MachineCodeProcessor implements Processor {
  /** Instructions carried out, those that trapped included. */
  instructions = 0;

  /** @param quantumCycles 0: exact order. */
  constructor(
    readonly core: Core,
    private readonly clock: Clock,
    private readonly quantumCycles: number,
  ) {}

  get id(): number {
    return this.core.hartId;
  }

  get nextCycle(): number {
    return this.core.waiting ? Number.POSITIVE_INFINITY : this.core.cycle;
  }

  step(now: number): void {
    const { core } = this;
    const end = Math.max(now + 1, this.reach(now));
    if (core.memory.remembersPages) this.instructions += core.run(Math.min(end - now, LONGEST_RUN));
    else
      do this.instructions += core.run(1);
      while (core.cycle < end && !core.waiting && !core.stopRequested);
  }

  private reach(now: number): number {
    const { clock, quantumCycles } = this;
    if (quantumCycles === 0) return clock.reach;
    return Math.min(clock.queue.nextCycle, (Math.floor(now / quantumCycles) + 1) * quantumCycles);
  }
}

/** Instructions in one call of the interpreter. */
const LONGEST_RUN = 1_000_000;
