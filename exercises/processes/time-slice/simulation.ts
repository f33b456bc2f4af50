/**
 * Choosing a time slice: one core whose threads take turns in one queue of the kernel's; the submission sets the timer.
 * Only computing and switching take time. Threads are of five kinds:
 *
 *      computing    one long computation
 *      readers      short computations, each followed by a wait for the device
 *      changing     compute for long, then are readers, then compute for long again
 *      yielding     computations, each ended by giving the core up
 *      late         computing ones that come when the readers have been there for a while
 *
 * Readers come when the others have run for a while, and are over before them.
 */
import type { PolicyHost } from '../../../simulator/engine/policy';
import type { Random } from '../../../simulator/engine/random';
import { Kernel } from '../../../simulator/kernel/kernel';
import { NO_SCHEDULING_COSTS } from '../../../simulator/kernel/scheduling/scheduling-costs';
import { TakingTurns } from '../../../simulator/kernel/scheduling/taking-turns';
import { THREAD_STATE } from '../../../simulator/kernel/threads/life-cycle';
import { BurstProgram, COMPUTE, READ, YIELD } from '../../../simulator/kernel/threads/thread-program';
import type { SimulationContext } from '../../exercise-definition';
import { withMethods } from '../../judging/with-methods';

export type TimeSliceParameters = {
  readonly switchCycles: number;
  /** The response time is so many switches for each of maxThreads. */
  readonly responseSwitches: number;
  /** The longest slice, in switches. */
  readonly longestSwitches: number;
  readonly computing: number;
  readonly readers: number;
  readonly changing: number;
  readonly yielding: number;
  readonly late: number;
  /** maxThreads is so many more than there are threads. */
  readonly spare: number;
  /** Mean length of a long computation, in longest slices. */
  readonly computeSlices: number;
  /** Of each reader, and of each time that a changing thread is one. */
  readonly reads: number;
  /** Of each yielding thread. */
  readonly yields: number;
  /** How long a read takes: less than a switch, up to two response times, or either. */
  readonly device: 'quick' | 'slow' | 'mixed';
  /** Which computations of a reader are long ones: one of eight, or all. */
  readonly longBursts: 'none' | 'some' | 'all';
};

/** A computation of a reader is at most so many switches long; a long one ten times that. */
export const SHORT_SWITCHES = 4;
const LONG_BURST = 8;

export function numbersOf(parameters: TimeSliceParameters) {
  const { switchCycles, responseSwitches, longestSwitches, spare } = parameters;
  const { computing, readers, changing, yielding, late } = parameters;
  const threads = computing + readers + changing + yielding + late;
  const maxThreads = threads + spare;
  return {
    threads,
    maxThreads,
    responseCycles: responseSwitches * switchCycles * maxThreads,
    longestCycles: longestSwitches * switchCycles,
  };
}

function makeThreads(random: Random, parameters: TimeSliceParameters) {
  const { switchCycles, computeSlices, reads, yields, device, longBursts } = parameters;
  const { responseCycles, longestCycles } = numbersOf(parameters);
  const long = () => {
    const mean = computeSlices * longestCycles;
    return COMPUTE(random.between(mean >> 1, mean + (mean >> 1)));
  };
  const short = SHORT_SWITCHES * switchCycles;
  const burst = () => COMPUTE(random.between(switchCycles >> 1, short));
  const readerBurst = () => {
    const cycles = random.between(switchCycles >> 1, short);
    const isLong = longBursts === 'all' || (longBursts === 'some' && random.below(LONG_BURST) === 0);
    return COMPUTE(isLong ? 10 * cycles : cycles);
  };
  const read = () => {
    const quick = device === 'quick' || (device === 'mixed' && random.below(2) === 0);
    return READ(0, random.between(1, quick ? switchCycles : 2 * responseCycles));
  };
  const repeated = (times: number, part: () => readonly number[]) =>
    Array.from({ length: times }, part).flat();
  const reading = () => [...repeated(reads, () => [...readerBurst(), ...read()]), ...readerBurst()];
  const soon = () => random.between(0, switchCycles);
  const later = () => longestCycles * 2 + random.between(0, longestCycles);
  const make = (count: number, arrival: () => number, operations: () => readonly number[]) =>
    Array.from({ length: count }, () => ({
      arrivalCycle: arrival(),
      program: new BurstProgram(operations()),
    }));
  return random.shuffled([
    ...make(parameters.computing, soon, long),
    ...make(parameters.readers, later, reading),
    ...make(parameters.late, () => 3 * later(), long),
    ...make(parameters.changing, soon, () => [...long(), ...reading(), ...long(), ...reading()]),
    ...make(parameters.yielding, soon, () => [...repeated(yields, () => [...burst(), ...YIELD]), ...burst()]),
  ]);
}

export function simulate(context: SimulationContext, parameters: TimeSliceParameters): null {
  const { switchCycles } = parameters;
  const { threads, maxThreads, responseCycles, longestCycles } = numbersOf(parameters);
  let kernel: Kernel | undefined;
  const alive = () =>
    kernel?.threads.filter(({ state }) => state !== THREAD_STATE.new && state !== THREAD_STATE.exited)
      .length ?? 0;
  kernel = new Kernel(
    {
      cores: 1,
      tickCycles: longestCycles,
      threads: makeThreads(context.random, parameters),
      devices: [{ parallel: threads }],
      policyNumbers: [switchCycles, responseCycles, longestCycles, maxThreads],
      policyServices: { alive },
      costs: { ...NO_SCHEDULING_COSTS, contextSwitch: switchCycles },
    },
    withQueue(context.policies, threads),
    context.trace,
  );
  const running = kernel;
  context.countBy(() => running.counters());
  running.run();
  return null;
}

/** The kernel's own queue beside the submission's slices: whose slice has run out goes to its end if others wait. */
function withQueue(policies: PolicyHost, threads: number): PolicyHost {
  return withMethods(policies, () => {
    const queue = new TakingTurns({ now: () => 0 }, 1, threads);
    return {
      enqueue: (thread) => {
        queue.enqueue(thread);
        return 0;
      },
      pickNext: () => queue.pickNext(),
      tick: () => queue.tick(),
    };
  });
}
