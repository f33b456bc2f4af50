/**
 * Two ways to try a lock whose threads can sleep: under interleavings, one by one (without time), and as threads under
 * a kernel on several cores, where each call costs what it costs. What came of it is judged in judge.ts.
 */
import type { PolicyHost } from '../../../simulator/engine/policy';
import type { Random } from '../../../simulator/engine/random';
import type { Scenario } from '../../../simulator/explorer/scenario';
import {
  type ClientWork,
  COUNTER_ADDRESS,
  lockClient,
  memoryBytes,
} from '../../../simulator/kernel/synchronization/lock-client';
import { SLEEP_CALL } from '../../../simulator/kernel/system-calls';
import { SleepingLockTrial } from '../../../simulator/laboratories/sleeping-lock-trial';
import type { SimulationContext } from '../../exercise-definition';
import {
  excludesTwo,
  exploreLock,
  ForeignAccesses,
  type LockProperties,
  type ShownViolation,
  SLEEPING_BY_GRAVITY,
  showSchedule,
} from '../../synchronization/lock-interleavings';

export type FastPathParameters = {
  readonly machine: 'interleavings' | 'kernel';
  readonly threads: number;
  /** How often each thread takes the lock. */
  readonly rounds: number;
  /** The address that the lock is told. */
  readonly lockAddress: number;
  /** Interleavings: whether each thread's core has a store buffer. */
  readonly storeBuffers: boolean;
  /** Interleavings: how many schedules to draw at random, before all others. */
  readonly randomSchedules: number;
  /** Interleavings: whether to go on with all that can make a difference. */
  readonly exhaustive: boolean;
  /** Kernel. */
  readonly cores: number;
  /** Kernel: a thread holds the lock for so many cycles at most; one time that is drawn for longHoldCycles. */
  readonly holdCycles: number;
  readonly longHoldCycles: number;
  /** Kernel: at most so many cycles pass between two rounds. */
  readonly thinkCycles: number;
};

export interface FastPathResult {
  readonly violation: ShownViolation | null;
  /** The first access to anything but the lock's words. */
  readonly foreign: ForeignAccesses['first'];
  /** Context switches of that schedule. */
  readonly switches: number;
  /** Whether two threads that take the lock once never meet, in every interleaving. */
  readonly excludes: boolean;
}

/** Cycles of a core that a thread may use to wait, within one hold of another. */
export const WAITING_CYCLES = 2_000;
const TICK_CYCLES = 10_000;
/** On the line behind the counter: no word of the lock, nor of the kernel. */
const STRAY_ADDRESS = COUNTER_ADDRESS + 64;

const CALLS = [SLEEP_CALL.sleepIfEqual, SLEEP_CALL.wake];

export function simulate(context: SimulationContext, parameters: FastPathParameters): FastPathResult {
  return parameters.machine === 'kernel'
    ? runUnderKernel(context, parameters)
    : tryInterleavings(context, parameters);
}

function clientOf(
  policies: PolicyHost,
  { threads, lockAddress, machine }: FastPathParameters,
  thread: number,
  work: ClientWork,
  foreign: ForeignAccesses,
) {
  const { programs } = policies.create({}, lockAddress, threads);
  const lock = { acquire: programs.lock, release: programs.unlock };
  const place = {
    ...{ cores: threads, lockAddress },
    ...(machine === 'kernel' && { strayAddress: STRAY_ADDRESS }),
  };
  return lockClient(thread, place, lock, work, foreign.note, CALLS);
}

function scenarioOf(
  { policies }: SimulationContext,
  parameters: FastPathParameters,
  foreign: ForeignAccesses,
): Scenario {
  const { threads, rounds, storeBuffers } = parameters;
  const work = { rounds, hold: () => 0, think: () => 0 };
  return {
    threads,
    model: storeBuffers ? 'tso' : 'sc',
    memoryWords: memoryBytes(threads) / 4,
    start: (thread) => clientOf(policies, parameters, thread, work, foreign),
  };
}

function twoExclude(context: SimulationContext, parameters: FastPathParameters): boolean {
  const two = {
    ...parameters,
    ...{ machine: 'interleavings' as const, threads: 2, rounds: 1, storeBuffers: false },
  };
  return excludesTwo(scenarioOf(context, two, new ForeignAccesses()));
}

function tryInterleavings(context: SimulationContext, parameters: FastPathParameters): FastPathResult {
  const { threads, rounds, exhaustive } = parameters;
  const foreign = new ForeignAccesses();
  const scenario = scenarioOf(context, parameters, foreign);
  const properties: LockProperties = {
    allowsFinal: ({ memory }) => memory[COUNTER_ADDRESS / 4] === threads * rounds,
  };
  const explored = exploreLock(context, scenario, parameters, properties, SLEEPING_BY_GRAVITY);
  const advice = 'Where a thread waits for long, let it sleep';
  return {
    ...showSchedule(context, scenario, explored, properties, 'thread', advice),
    foreign: foreign.first,
    excludes: exhaustive || twoExclude(context, parameters),
  };
}

function runUnderKernel(context: SimulationContext, parameters: FastPathParameters): FastPathResult {
  const { policies, random, trace } = context;
  const { threads, cores, thinkCycles } = parameters;
  const foreign = new ForeignAccesses();
  const excludes = twoExclude(context, parameters);
  const { work, totalCycles } = drawWork(parameters, random);
  const arrivals = Array.from({ length: threads }, () => random.between(0, thinkCycles));
  const programs = work.map((each, thread) => clientOf(policies, parameters, thread, each, foreign));
  const waits = threads * threads * parameters.rounds;
  const trial = new SleepingLockTrial({
    cores,
    tickCycles: TICK_CYCLES,
    programs,
    arrivals,
    trace,
    memoryBytes: memoryBytes(threads),
    limitCycles: 2 * totalCycles + waits * WAITING_CYCLES + 100_000,
    waitingCycles: WAITING_CYCLES,
  });
  context.countBy(() => {
    const { cycle: cycles, lockCrossings, unlockCrossings } = trial;
    return { cycles, lockCrossings, unlockCrossings, crossings: lockCrossings + unlockCrossings };
  });
  const { violation, event } = trial.run();
  return {
    violation: violation === undefined ? null : { ...violation, event, schedule: '' },
    foreign: foreign.first,
    switches: 0,
    excludes,
  };
}

/** How long each thread thinks and holds the lock, round by round. */
function drawWork(
  { threads, rounds, holdCycles, longHoldCycles, thinkCycles }: FastPathParameters,
  random: Random,
): { readonly work: readonly ClientWork[]; readonly totalCycles: number } {
  let untilLongHold = random.between(0, Math.floor(((rounds - 1) * threads) / 2));
  let totalCycles = longHoldCycles;
  const draw = (most: number) => {
    const cycles = random.between(1, most);
    totalCycles += cycles;
    return cycles;
  };
  const work = Array.from({ length: threads }, () => {
    const thinks = Array.from({ length: rounds }, () => draw(thinkCycles));
    const holds = Array.from({ length: rounds }, () => draw(holdCycles));
    return {
      rounds,
      hold: (round: number) => (untilLongHold-- === 0 ? longHoldCycles : holds[round]),
      think: (round: number) => thinks[round],
    };
  });
  return { work, totalCycles };
}
