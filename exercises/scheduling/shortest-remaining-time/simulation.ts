/**
 * Shortest remaining time first: threads whose lengths are known, under a policy that may take a core at once when one
 * comes. Threads are of six kinds:
 *
 *      long         one computation of four to ten times the mean
 *      short        one of a quarter of the mean to all of it
 *      similar      one of one to one and a half times the mean
 *      alike        one of exactly the mean
 *      reading      short computations, between which it waits for a device
 *      yielding     short computations, between which it gives the core up
 */
import type { PolicyHost } from '../../../simulator/engine/policy';
import type { Random } from '../../../simulator/engine/random';
import type { Trace } from '../../../simulator/engine/trace';
import { Kernel, type ThreadSpecification } from '../../../simulator/kernel/kernel';
import { NO_SCHEDULING_COSTS, SCHEDULING_COSTS } from '../../../simulator/kernel/scheduling/scheduling-costs';
import { READY_REASON } from '../../../simulator/kernel/scheduling/scheduling-policy';
import { BurstProgram, COMPUTE, READ, YIELD } from '../../../simulator/kernel/threads/thread-program';
import type { SimulationContext } from '../../exercise-definition';
import { withMethods } from '../../judging/with-methods';
import { REMAINING_EVENTS } from './remaining-events';

export type ShortestRemainingParameters = {
  readonly cores: number;
  readonly long: number;
  readonly short: number;
  readonly similar: number;
  readonly alike: number;
  readonly reading: number;
  readonly yielding: number;
  /** Computations of each thread that reads or yields. */
  readonly bursts: number;
  readonly meanCycles: number;
  /** Longest service time of a read. */
  readonly deviceCycles: number;
  /** Arrivals are spread over so many cycles. */
  readonly spreadCycles: number;
  /** They are whole multiples of this. */
  readonly grainCycles: number;
  /** Whether only computing takes time, as in textbook examples. */
  readonly costs: 'usual' | 'none';
};

/** Of the timer: longer than any run, so that it never ticks. */
const NEVER_TICKS = 2 ** 31 - 1;

export function threadCount(parameters: ShortestRemainingParameters): number {
  const { long, short, similar, alike, reading, yielding } = parameters;
  return long + short + similar + alike + reading + yielding;
}

export function simulate(context: SimulationContext, parameters: ShortestRemainingParameters): null {
  const { random, policies, trace } = context;
  const { cores, costs } = parameters;
  const threads = threadCount(parameters);
  const kernel = new Kernel(
    {
      cores,
      tickCycles: NEVER_TICKS,
      threads: makeThreads(random, parameters),
      devices: [{ parallel: threads }],
      policyNumbers: [cores, threads],
      preemptOnReady: true,
      costs: costs === 'none' ? NO_SCHEDULING_COSTS : SCHEDULING_COSTS,
    },
    tellingRemainders(policies, trace, cores),
    trace,
  );
  context.countBy(() => ({ ...kernel.counters(), turnaroundCycles: meanTurnaround(kernel) }));
  kernel.run();
  return null;
}

function makeThreads(random: Random, parameters: ShortestRemainingParameters): ThreadSpecification[] {
  const { bursts, meanCycles, deviceCycles, spreadCycles, grainCycles } = parameters;
  const short = () => COMPUTE(random.between(Math.max(1, meanCycles >> 2), meanCycles));
  const repeated = (between: () => readonly number[]) => {
    const operations = [...short()];
    for (let burst = 1; burst < bursts; burst++) operations.push(...between(), ...short());
    return operations;
  };
  const make = (count: number, operations: () => readonly number[]) =>
    Array.from({ length: count }, () => ({
      arrivalCycle: Math.ceil(random.between(0, spreadCycles) / grainCycles) * grainCycles,
      program: new BurstProgram(operations()),
    }));
  return random.shuffled([
    ...make(parameters.long, () => COMPUTE(random.between(4 * meanCycles, 10 * meanCycles))),
    ...make(parameters.short, short),
    ...make(parameters.similar, () => COMPUTE(random.between(meanCycles, meanCycles + (meanCycles >> 1)))),
    ...make(parameters.alike, () => COMPUTE(meanCycles)),
    ...make(parameters.reading, () => repeated(() => READ(0, random.between(1, deviceCycles)))),
    ...make(parameters.yielding, () => repeated(() => YIELD)),
  ]);
}

/**
 * Records what the answer of `enqueue` is to be judged by, and the answer, of which the kernel tells only what comes of it.
 * The kernel's ticks, if one came, are no question for the submission: who runs is preempted by those that come alone.
 */
function tellingRemainders(policies: PolicyHost, trace: Trace, cores: number): PolicyHost {
  const { remaining, left, claim, 'bad-enqueue': badEnqueue } = REMAINING_EVENTS.index;
  return withMethods(policies, (methods, { now, remainingCycles }) => {
    /** The thread that each core was given last, or is to make room for; -1 when it was left idle. */
    const holders = Array.from({ length: cores }, () => -1);
    return {
      enqueue(thread, reason) {
        trace.record(now(), remaining, thread, remainingCycles(thread));
        const comes = reason === READY_REASON.created || reason === READY_REASON.woken;
        if (comes)
          holders.forEach((holder, core) => {
            if (holder >= 0) trace.record(now(), left, core, holder, remainingCycles(holder));
          });
        const answer = methods.enqueue(thread, reason);
        if (answer >= 0 && answer <= cores) {
          trace.record(now(), claim, thread, answer - 1);
          if (holders[answer - 1] >= 0) holders[answer - 1] = thread;
        } else if (reason === READY_REASON.preempted)
          // The kernel does not look at what is answered for one that was preempted.
          trace.record(now(), badEnqueue, thread, answer);
        return answer;
      },
      pickNext(core) {
        const answer = methods.pickNext(core);
        holders[core] = answer;
        return answer;
      },
      tick: () => 0,
    };
  });
}

function meanTurnaround({ threads }: Kernel): number {
  const over = threads.filter(({ exited }) => exited >= 0);
  const sum = over.reduce((cycles, { arrival, exited }) => cycles + exited - arrival, 0);
  return over.length === 0 ? 0 : Math.floor(sum / over.length);
}
