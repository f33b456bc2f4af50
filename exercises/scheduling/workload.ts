/**
 * The threads that the scheduling exercises run: three kinds, with lengths drawn from the case's seed.
 *
 *      compute-bound   one long computation
 *      device-bound    short computations, each followed by a wait for device 0
 *      yielding        computations, each ended by giving the core up
 *
 * They arrive in a random order during the first `spreadTicks` ticks.
 */
import type { Random } from '../../simulator/engine/random';
import type { ThreadSpecification } from '../../simulator/kernel/scheduling-machine';
import { BurstProgram, COMPUTE, READ, YIELD } from '../../simulator/kernel/thread-program';

/** Lengths are in ticks of `tickCycles` cycles; what is drawn is not a whole number of ticks. */
export type WorkloadParameters = {
  readonly computeBound: number;
  readonly deviceBound: number;
  readonly yielding: number;
  readonly tickCycles: number;
  /** Mean length of a compute-bound thread. */
  readonly computeTicks: number;
  /** Computations of each device-bound and each yielding thread. */
  readonly bursts: number;
  /** Longest such computation. */
  readonly burstTicks: number;
  /** Longest service time of a read. */
  readonly deviceTicks: number;
  readonly spreadTicks: number;
};

export function threadCount(parameters: WorkloadParameters): number {
  return parameters.computeBound + parameters.deviceBound + parameters.yielding;
}

export function makeThreads(random: Random, parameters: WorkloadParameters): ThreadSpecification[] {
  const { tickCycles, computeTicks, bursts, burstTicks, deviceTicks, spreadTicks } = parameters;
  const burst = () => COMPUTE(random.between(tickCycles >> 2, burstTicks * tickCycles));
  const programs: number[][] = [];
  for (let i = 0; i < parameters.computeBound; i++) {
    const mean = computeTicks * tickCycles;
    programs.push([...COMPUTE(random.between(mean >> 1, mean + (mean >> 1)))]);
  }
  for (let i = 0; i < parameters.deviceBound; i++) {
    const operations: number[] = [];
    for (let each = 0; each < bursts; each++)
      operations.push(...burst(), ...READ(0, random.between(tickCycles >> 1, deviceTicks * tickCycles)));
    programs.push([...operations, ...burst()]);
  }
  for (let i = 0; i < parameters.yielding; i++) {
    const operations: number[] = [];
    for (let each = 0; each < bursts; each++) operations.push(...burst(), ...YIELD);
    programs.push([...operations, ...burst()]);
  }
  return random.shuffled(programs).map((operations) => ({
    arrivalCycle: random.between(0, spreadTicks * tickCycles),
    program: new BurstProgram(operations),
  }));
}
