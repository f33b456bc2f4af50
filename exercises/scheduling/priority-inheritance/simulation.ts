/**
 * Threads of different priorities that take locks, under a scheduler that gives the cores to whoever counts best. What each
 * does is drawn before the run: rounds of waiting for a device, computing, and sections inside one or several locks.
 */
import { NativePolicies, type PolicyClass } from '../../../simulator/engine/native-policies';
import type { Random } from '../../../simulator/engine/random';
import { Kernel } from '../../../simulator/kernel/kernel';
import { HighestPriority } from '../../../simulator/kernel/scheduling/highest-priority';
import { NO_SCHEDULING_COSTS, SCHEDULING_COSTS } from '../../../simulator/kernel/scheduling/scheduling-costs';
import { SCHEDULING_SHAPE } from '../../../simulator/kernel/scheduling/scheduling-policy';
import { KernelLocks, LOCK_CALL } from '../../../simulator/kernel/synchronization/kernel-locks';
import { LOCK_EVENTS } from '../../../simulator/kernel/synchronization/lock-events';
import { SYSTEM_CALL } from '../../../simulator/kernel/system-calls';
import { compute, NativeProgram, type Operation, systemCall } from '../../../simulator/programs/operations';
import type { SimulationContext } from '../../exercise-definition';

export const EVENTS = LOCK_EVENTS;

export type InheritanceParameters = Readonly<{
  cores: number;
  /** Threads that take locks. */
  lockers: number;
  /** Threads that only compute, for long. */
  bystanders: number;
  /** Priorities are drawn from 0 up to, but without, this. */
  levels: number;
  locks: number;
  /** Sections of each thread that takes locks. */
  rounds: number;
  /** The most locks that a section takes. */
  nesting: number;
  /** Locks are taken in the order of their numbers, so that nobody waits in a circle. */
  ordered: boolean;
  /** Sections take two locks, the first of a lower number the better the thread is, so that waiting makes chains. */
  stairs: boolean;
  /** Of ten sections so many ask once more for one of their locks. */
  again: number;
  /** Of ten acquires so many have a limited patience. */
  impatient: number;
  /** After so many of ten acquires the thread waits for a device. */
  reading: number;
  /** Longest computation between the calls of a section; longest wait for the device between sections. */
  insideCycles: number;
  outsideCycles: number;
  /** Length of a bystander, at most. */
  bystanderCycles: number;
  /** All threads come during the first so many cycles. */
  spreadCycles: number;
  tickCycles: number;
  /** 1: only computing takes time. */
  ideal: number;
}>;

export function simulate(context: SimulationContext, parameters: InheritanceParameters): null {
  const { random, policies, trace } = context;
  const { cores, lockers, bystanders, levels, locks, spreadCycles, tickCycles, ideal } = parameters;
  const threads = lockers + bystanders;
  const own = Array.from({ length: threads }, () => random.below(levels));
  const isLocker = random.shuffled(own.map((_, each) => each < lockers));
  const programs = own.map((priority, thread) =>
    isLocker[thread]
      ? locker(drawRounds(random, parameters, priority))
      : bystander(random, parameters.bystanderCycles),
  );
  const costs = ideal === 1 ? NO_SCHEDULING_COSTS : SCHEDULING_COSTS;
  let kernelLocks: KernelLocks | undefined;
  const kernel = new Kernel(
    {
      ...{ cores, tickCycles, costs, preemptOnReady: true, policyNumbers: [cores] },
      devices: [{ parallel: threads }],
      threads: programs.map((program) => ({
        arrivalCycle: random.between(0, spreadCycles),
        program: new NativeProgram(program),
      })),
      policyServices: { priority: (thread) => kernelLocks?.priority(thread) ?? own[thread] },
    },
    new NativePolicies(HighestPriority as unknown as PolicyClass, {
      ...SCHEDULING_SHAPE,
      services: { now: 0, priority: 1 },
    }),
    trace,
  );
  const counted = kernel;
  context.countBy(() => ({ ...counted.counters(), ...kernelLocks?.counters() }));
  kernelLocks = new KernelLocks(kernel, policies, trace, {
    own,
    levels,
    locks,
    unitCycles: costs.policyUnit,
  });
  kernel.services = kernelLocks;
  kernel.run();
  return null;
}

/** A call or a computation of a thread that takes locks. */
type Step =
  | { readonly kind: 'lock'; readonly lock: number; readonly patience: number }
  | { readonly kind: 'unlock'; readonly lock: number }
  | { readonly kind: 'compute'; readonly cycles: number }
  | { readonly kind: 'read'; readonly cycles: number };

function drawRounds(random: Random, parameters: InheritanceParameters, priority: number): readonly Step[] {
  const { rounds, again, impatient, reading, insideCycles, outsideCycles } = parameters;
  const steps: Step[] = [];
  const computing = (most: number) => steps.push({ kind: 'compute', cycles: random.between(1, most) });
  for (let round = 0; round < rounds; round++) {
    steps.push({ kind: 'read', cycles: random.between(1, outsideCycles) });
    computing(insideCycles);
    const taken = drawLocks(random, parameters, priority);
    for (const lock of taken) {
      const isImpatient = random.below(10) < impatient;
      steps.push({ kind: 'lock', lock, patience: isImpatient ? random.between(1, 2 * insideCycles) : 0 });
      computing(insideCycles);
      if (random.below(10) < reading) steps.push({ kind: 'read', cycles: random.between(1, insideCycles) });
    }
    if (again > 0 && random.below(10) < again)
      steps.push({ kind: 'lock', lock: taken[random.below(taken.length)], patience: 0 });
    if (random.chance(1, 2)) taken.reverse();
    for (const lock of taken) {
      steps.push({ kind: 'unlock', lock });
      computing(insideCycles);
    }
  }
  return steps;
}

/** The locks of one section, in the order in which they are taken. */
function drawLocks(random: Random, parameters: InheritanceParameters, priority: number): number[] {
  const { levels, locks, nesting, ordered, stairs } = parameters;
  if (stairs) {
    const first = Math.floor((priority * (locks - 1)) / levels);
    return [first, random.between(first + 1, locks - 1)];
  }
  const drawn = random.shuffled(Array.from({ length: locks }, (_, lock) => lock));
  const taken = drawn.slice(0, random.between(1, nesting));
  return ordered ? taken.sort((a, b) => a - b) : taken;
}

/** Goes on without a lock that it does not get. */
function* locker(steps: readonly Step[]): Operation {
  const has = new Set<number>();
  for (const step of steps) {
    if (step.kind === 'compute') yield* compute(step.cycles);
    else if (step.kind === 'read') yield* systemCall(SYSTEM_CALL.read, 0, step.cycles);
    else if (step.kind === 'lock') {
      const answer = yield* systemCall(LOCK_CALL.lock, step.lock, step.patience);
      if (answer === 0) has.add(step.lock);
    } else if (has.delete(step.lock)) yield* systemCall(LOCK_CALL.unlock, step.lock);
  }
  return 0;
}

function bystander(random: Random, most: number): Operation {
  const cycles = random.between(most >> 1, most);
  return (function* () {
    yield* compute(cycles);
    return 0;
  })();
}
