/**
 * Shortest job first by estimates: threads that compute in bursts, between which they wait for a device or give the core
 * up. Nobody is preempted. Threads are of five kinds:
 *
 *      steady       every burst has the same length, another one for each thread
 *      alike        every burst of all of them has the same length
 *      noisy        bursts of half to one and a half times the thread's mean
 *      changing     half of the bursts short, then half of them long, or the other way round
 *      yielding     noisy ones that give the core up in place of waiting for a device
 */
import type { PolicyHost } from '../../../simulator/engine/policy';
import type { Random } from '../../../simulator/engine/random';
import { Kernel } from '../../../simulator/kernel/kernel';
import { NO_SCHEDULING_COSTS, SCHEDULING_COSTS } from '../../../simulator/kernel/scheduling/scheduling-costs';
import { BurstProgram, COMPUTE, READ, YIELD } from '../../../simulator/kernel/threads/thread-program';
import type { SimulationContext } from '../../exercise-definition';
import { withMethods } from '../../judging/with-methods';

export type ShortestJobParameters = {
  readonly cores: number;
  /** How many bursts an estimate looks back at. */
  readonly window: number;
  readonly firstEstimate: number;
  readonly steady: number;
  readonly alike: number;
  readonly noisy: number;
  readonly changing: number;
  readonly yielding: number;
  /** Of each thread. */
  readonly bursts: number;
  /** Means are drawn from a quarter of this to four times as much. */
  readonly meanCycles: number;
  /** Longest service time of a read. */
  readonly deviceCycles: number;
  /** Arrivals are spread over so many cycles. */
  readonly spreadCycles: number;
  /** Whether only computing takes time, as in textbook examples. */
  readonly costs: 'usual' | 'none';
};

/** Of the timer: longer than any run, so that it never ticks. */
const NEVER_TICKS = 2 ** 31 - 1;

export function threadCount(parameters: ShortestJobParameters): number {
  const { steady, alike, noisy, changing, yielding } = parameters;
  return steady + alike + noisy + changing + yielding;
}

function makeThreads(random: Random, parameters: ShortestJobParameters) {
  const { bursts, meanCycles, deviceCycles, spreadCycles } = parameters;
  const ownMean = () => random.between(meanCycles >> 2, 4 * meanCycles);
  const noisy = (mean: number) => random.between((mean + 1) >> 1, mean + (mean >> 1));
  const read = () => READ(0, random.between(1, deviceCycles));
  const thread = (length: (burst: number) => number, between: () => readonly number[]) => ({
    arrivalCycle: random.between(0, spreadCycles),
    program: new BurstProgram(
      Array.from({ length: bursts }, (_, burst) => [
        ...(burst === 0 ? [] : between()),
        ...COMPUTE(length(burst)),
      ]).flat(),
    ),
  });
  const make = (count: number, one: () => ReturnType<typeof thread>) => Array.from({ length: count }, one);
  return random.shuffled([
    ...make(parameters.steady, () => {
      const length = ownMean();
      return thread(() => length, read);
    }),
    ...make(parameters.alike, () => thread(() => meanCycles, read)),
    ...make(parameters.noisy, () => {
      const mean = ownMean();
      return thread(() => noisy(mean), read);
    }),
    ...make(parameters.changing, () => {
      const isShortFirst = random.below(2) === 0;
      const mean = (burst: number) =>
        2 * burst < bursts === isShortFirst ? Math.max(2, meanCycles >> 3) : 4 * meanCycles;
      return thread((burst) => noisy(mean(burst)), read);
    }),
    ...make(parameters.yielding, () => {
      const mean = ownMean();
      return thread(
        () => noisy(mean),
        () => YIELD,
      );
    }),
  ]);
}

export function simulate(context: SimulationContext, parameters: ShortestJobParameters): null {
  const { cores, window, firstEstimate, costs } = parameters;
  const threads = threadCount(parameters);
  const kernel = new Kernel(
    {
      cores,
      tickCycles: NEVER_TICKS,
      threads: makeThreads(context.random, parameters),
      devices: [{ parallel: threads }],
      policyNumbers: [cores, threads, window, firstEstimate],
      costs: costs === 'none' ? NO_SCHEDULING_COSTS : SCHEDULING_COSTS,
    },
    withoutTicks(context.policies),
    context.trace,
  );
  context.countBy((counters) => kernel.counters(counters));
  kernel.run();
  return null;
}

/** Who runs is not preempted: the kernel's ticks, if one came, are no question for the submission. */
function withoutTicks(policies: PolicyHost): PolicyHost {
  return withMethods(policies, () => ({ tick: () => 0 }));
}
