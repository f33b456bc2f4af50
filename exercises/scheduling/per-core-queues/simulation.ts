/**
 * Threads that work on memory of their own, on cores with caches and a memory of one or two nodes. They are of three kinds:
 *
 *      steady      rounds of touching and computing, without a break
 *      waiting     the same, with a wait for a device after every few rounds
 *      brief       a quarter of the rounds, and come later
 */
import type { Random } from '../../../simulator/engine/random';
import {
  nodeOfCore,
  type WorkingSetThread,
  workingSetSystem,
} from '../../../simulator/laboratories/working-set-run';
import type { SimulationContext } from '../../exercise-definition';
import { QUEUE_EVENTS } from './queue-events';

export type QueuesParameters = {
  readonly cores: number;
  readonly nodes: number;
  readonly steady: number;
  readonly waiting: number;
  readonly brief: number;
  /** Of steady and waiting threads: from this number of rounds to three times as many. */
  readonly rounds: number;
  /** Lines that each round touches. */
  readonly lines: number;
  readonly roundCycles: number;
  readonly roundsBetweenWaits: number;
  /** Longest wait for the device. */
  readonly waitCycles: number;
  readonly tickCycles: number;
  readonly spreadCycles: number;
  /** Of 100 threads of each kind, so many have their memory in node 0. */
  readonly atNodeZero: number;
  /**
   * Of each `cores` threads in a row, the one that is steady while there are steady ones: whoever deals threads out in
   * turn gives them all to one core. -1: in any order.
   */
  readonly steadyTurn: number;
};

export function threadCount({ steady, waiting, brief }: QueuesParameters): number {
  return steady + waiting + brief;
}

function makeThreads(random: Random, parameters: QueuesParameters): readonly WorkingSetThread[] {
  const { rounds, lines, roundCycles, roundsBetweenWaits, waitCycles, spreadCycles, nodes, atNodeZero } =
    parameters;
  /** Of so many threads, those at home in node 0. */
  const zeros = (count: number) => Math.floor((count * atNodeZero) / 100);
  const thread = (index: number, waits: boolean, isBrief: boolean): WorkingSetThread => ({
    arrivalCycle: random.between(0, spreadCycles) + (isBrief ? random.between(0, 4 * spreadCycles) : 0),
    rounds: isBrief ? Math.max(1, rounds >> 2) : random.between(rounds, 3 * rounds),
    lines,
    roundCycles: random.between(roundCycles >> 1, roundCycles + (roundCycles >> 1)),
    roundsBetweenWaits: waits ? random.between(1, 2 * roundsBetweenWaits - 1) : 0,
    waitCycles: random.between(waitCycles >> 1, waitCycles),
    home: nodes === 1 || zeros(index + 1) > zeros(index) ? 0 : 1,
  });
  const make = (count: number, waits: boolean, isBrief: boolean) =>
    Array.from({ length: count }, (_, index) => thread(index, waits, isBrief));
  const steady = make(parameters.steady, false, false);
  const others = [...make(parameters.waiting, true, false), ...make(parameters.brief, false, true)];
  if (parameters.steadyTurn < 0) return random.shuffled([...steady, ...others]);
  return dealt(steady, random.shuffled(others), parameters);
}

function dealt<Thread>(
  steady: readonly Thread[],
  others: readonly Thread[],
  { cores, steadyTurn }: QueuesParameters,
): readonly Thread[] {
  const [first, then] = [steady, others].map((each) => each.values());
  return Array.from({ length: steady.length + others.length }, (_, index) => {
    const [wanted, otherwise] = index % cores === steadyTurn ? [first, then] : [then, first];
    return (wanted.next().value ?? otherwise.next().value) as Thread;
  });
}

export function simulate(context: SimulationContext, parameters: QueuesParameters): null {
  const { trace } = context;
  const { cores, nodes, tickCycles } = parameters;
  const threads = makeThreads(context.random, parameters);
  for (let core = 0; core < cores; core++)
    trace.record(0, QUEUE_EVENTS.index['core-node'], core, nodeOfCore(parameters, core));
  threads.forEach(({ home }, thread) => {
    trace.record(0, QUEUE_EVENTS.index.home, thread, home);
  });
  const system = workingSetSystem({ cores, nodes, tickCycles, threads }, context.policies, trace);
  context.countBy((counters) => system.kernel.counters(counters));
  context.countBy(() => ({ farAccesses: system.memoryCounters().farAccesses }));
  system.kernel.run();
  return null;
}
