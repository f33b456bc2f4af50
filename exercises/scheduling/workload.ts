/**
 * The threads and the machine of the scheduling exercises: four kinds of thread, with lengths drawn from the case's
 * seed.
 *
 *      compute-bound   one long computation
 *      device-bound    short computations, each followed by a wait for device 0
 *      yielding        computations, each ended by giving the core up
 *      visitor         one short computation
 *
 * Visitors arrive one at a time, `visitTicks` apart; the others in a random order during the first `spreadTicks` ticks.
 */
import type { Random } from '../../simulator/engine/random';
import type { SchedulingConfiguration, ThreadSpecification } from '../../simulator/kernel/kernel';
import { NO_SCHEDULING_COSTS, SCHEDULING_COSTS } from '../../simulator/kernel/scheduling/scheduling-costs';
import { BurstProgram, COMPUTE, READ, YIELD } from '../../simulator/kernel/threads/thread-program';

/** Lengths are in ticks of `tickCycles` cycles. */
export type WorkloadParameters = {
  readonly cores: number;
  readonly computeBound: number;
  readonly deviceBound: number;
  readonly yielding: number;
  readonly visitors: number;
  readonly tickCycles: number;
  /** Mean length of a compute-bound thread. */
  readonly computeTicks: number;
  /** Computations of each device-bound and each yielding thread. */
  readonly bursts: number;
  /** Longest such computation, and longest of a visitor. */
  readonly burstTicks: number;
  /** Longest service time of a read. */
  readonly deviceTicks: number;
  /** Reads that the device serves at a time. */
  readonly deviceParallel: number;
  readonly spreadTicks: number;
  readonly visitTicks: number;
  /** Arrivals and lengths are whole multiples of a tick divided by this; 0: they are any number of cycles. */
  readonly grain: number;
  /** 1: only computing takes time, as in textbook examples, so that what falls on one cycle stays there. */
  readonly ideal: number;
};

export function threadCount(parameters: WorkloadParameters): number {
  return parameters.computeBound + parameters.deviceBound + parameters.yielding + parameters.visitors;
}

/** All that the machine needs but the policy's numbers. */
export function makeWorkload(
  random: Random,
  parameters: WorkloadParameters,
): Omit<SchedulingConfiguration, 'policyNumbers'> {
  const { cores, tickCycles, deviceParallel, ideal } = parameters;
  return {
    cores,
    tickCycles,
    threads: makeThreads(random, parameters),
    devices: [{ parallel: deviceParallel }],
    costs: ideal === 1 ? NO_SCHEDULING_COSTS : SCHEDULING_COSTS,
  };
}

function makeThreads(random: Random, parameters: WorkloadParameters): ThreadSpecification[] {
  const { tickCycles, computeTicks, bursts, burstTicks, deviceTicks, spreadTicks, visitTicks, grain } =
    parameters;
  const unit = grain === 0 ? 1 : tickCycles / grain;
  const cycles = (low: number, high: number) => Math.ceil(random.between(low, high) / unit) * unit;
  const burst = () => COMPUTE(cycles(tickCycles >> 2, burstTicks * tickCycles));
  const repeated = (part: () => readonly number[]) => {
    const operations: number[] = [];
    for (let each = 0; each < bursts; each++) operations.push(...part());
    return [...operations, ...burst()];
  };
  const programs: (readonly number[])[] = [];
  const mean = computeTicks * tickCycles;
  for (let i = 0; i < parameters.computeBound; i++)
    programs.push(COMPUTE(cycles(mean >> 1, mean + (mean >> 1))));
  for (let i = 0; i < parameters.deviceBound; i++)
    programs.push(
      repeated(() => [...burst(), ...READ(0, cycles(tickCycles >> 1, deviceTicks * tickCycles))]),
    );
  for (let i = 0; i < parameters.yielding; i++) programs.push(repeated(() => [...burst(), ...YIELD]));
  const threads = programs.map((operations) => ({
    arrivalCycle: cycles(0, spreadTicks * tickCycles),
    program: new BurstProgram(operations),
  }));
  for (let i = 1; i <= parameters.visitors; i++)
    threads.push({
      arrivalCycle: i * visitTicks * tickCycles - cycles(0, tickCycles - 1),
      program: new BurstProgram(burst()),
    });
  return random.shuffled(threads);
}
