/**
 * Two ways to try a lock whose threads can sleep: under interleavings, one by one (without time), and as threads under
 * a kernel on several cores, where each call costs what it costs. What came of it is judged in judge.ts.
 */
import { type PolicyHost, PolicyStopped } from '../../../simulator/engine/policy';
import type { Random } from '../../../simulator/engine/random';
import { endsExecution, explore, type Finding, replay } from '../../../simulator/explorer/explorer';
import { RandomPriorities } from '../../../simulator/explorer/random-priorities';
import type { Scenario } from '../../../simulator/explorer/scenario';
import { contextSwitches, formatSchedule } from '../../../simulator/explorer/schedule';
import type { Violation, ViolationName } from '../../../simulator/explorer/violation';
import {
  type ClientWork,
  COUNTER_ADDRESS,
  lockClient,
  memoryBytes,
} from '../../../simulator/kernel/synchronization/lock-client';
import { SLEEP_CALL } from '../../../simulator/kernel/system-calls';
import { SleepingLockTrial } from '../../../simulator/laboratories/sleeping-lock-trial';
import type { SimulationContext } from '../../exercise-definition';

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
  /** The gravest violation: its event in the trace, its schedule as text (interleavings only). */
  readonly violation: (Violation & { readonly event: number; readonly schedule: string }) | null;
  /** The first access to anything but the lock's words. */
  readonly foreign: { readonly thread: number; readonly address: number } | null;
  /** Context switches of that schedule. */
  readonly switches: number;
  /** Whether two threads that take the lock once never meet, in every interleaving. */
  readonly excludes: boolean;
}

export const LIMITS = { executions: 1_500, steps: 2_000, shrinkExecutions: 250 } as const;
/** Cycles of a core that a thread may use to wait, within one hold of another. */
export const WAITING_CYCLES = 2_000;
const RANDOM_DEPTH = 4;
const RANDOM_STEPS = 30;
const TICK_CYCLES = 10_000;
/** On the line behind the counter: no word of the lock, nor of the kernel. */
const STRAY_ADDRESS = COUNTER_ADDRESS + 64;

const CALLS = [SLEEP_CALL.sleepIfEqual, SLEEP_CALL.wake];

/** Gravest first: what comes earlier makes what comes later meaningless. */
const BY_GRAVITY: readonly ViolationName[] = [
  'fault',
  'mutual-exclusion',
  'final-state',
  'lost-wake-up',
  'deadlock',
  'step-limit',
];

/** Keeps the first access to anything but the lock's words. */
class ForeignAccesses {
  first: FastPathResult['foreign'] = null;

  readonly note = (thread: number, address: number): void => {
    this.first ??= { thread, address };
  };
}

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

function excludesTwo(context: SimulationContext, parameters: FastPathParameters): boolean {
  const two = {
    ...parameters,
    ...{ machine: 'interleavings' as const, threads: 2, rounds: 1, storeBuffers: false },
  };
  const { findings } = explore(scenarioOf(context, two, new ForeignAccesses()), {
    maximumExecutions: LIMITS.executions,
    maximumSteps: LIMITS.steps,
  });
  return !findings.some(({ violation }) => violation.name === 'mutual-exclusion');
}

function tryInterleavings(context: SimulationContext, parameters: FastPathParameters): FastPathResult {
  const { threads, rounds, randomSchedules, exhaustive } = parameters;
  const foreign = new ForeignAccesses();
  const scenario = scenarioOf(context, parameters, foreign);
  const options = {
    maximumSteps: LIMITS.steps,
    shrinkExecutions: LIMITS.shrinkExecutions,
    allowsFinal: ({ memory }: { memory: Int32Array }) => memory[COUNTER_ADDRESS / 4] === threads * rounds,
  };
  // Random schedules find common mistakes early, far from where a depth-first search begins.
  const random = explore(scenario, {
    ...options,
    strategy: (system) =>
      new RandomPriorities(system, context.random, randomSchedules, RANDOM_DEPTH, RANDOM_STEPS),
  });
  const explorations = [random];
  if (exhaustive && !random.findings.some(({ violation }) => endsExecution(violation.name)))
    explorations.push(explore(scenario, { ...options, maximumExecutions: LIMITS.executions }));
  const finding = gravest(explorations.flatMap(({ findings }) => findings));
  const schedule = finding?.schedule ?? random.example;
  const { event } = replay(scenario, schedule, context.trace, options, 0, finding?.violation.name);
  if (finding?.violation.name === 'step-limit')
    throw new PolicyStopped(
      'steps',
      `thread ${finding.violation.thread} was still busy when the threads had taken ${LIMITS.steps} steps together. Nothing is judged beyond. Where a thread waits for long, let it sleep; to let time pass, use one compute rather than many pauses.`,
    );
  context.counters.interleavings = explorations.reduce((sum, { executions }) => sum + executions, 0);
  context.counters.steps = explorations.reduce((sum, { steps }) => sum + steps, 0);
  return {
    violation:
      finding === undefined ? null : { ...finding.violation, event, schedule: formatSchedule(schedule) },
    foreign: foreign.first,
    switches: contextSwitches(schedule),
    excludes: exhaustive || excludesTwo(context, parameters),
  };
}

function gravest(findings: readonly Finding[]): Finding | undefined {
  for (const name of BY_GRAVITY) {
    const finding = findings.find(({ violation }) => violation.name === name);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

function runUnderKernel(context: SimulationContext, parameters: FastPathParameters): FastPathResult {
  const { policies, random, trace, counters } = context;
  const { threads, cores, thinkCycles } = parameters;
  const foreign = new ForeignAccesses();
  const excludes = excludesTwo(context, parameters);
  const { work, totalCycles } = drawWork(parameters, random);
  const arrivals = Array.from({ length: threads }, () => random.between(0, thinkCycles));
  const programs = work.map((each, thread) => clientOf(policies, parameters, thread, each, foreign));
  const waits = threads * threads * parameters.rounds;
  const run = new SleepingLockTrial({
    cores,
    tickCycles: TICK_CYCLES,
    programs,
    arrivals,
    trace,
    memoryBytes: memoryBytes(threads),
    limitCycles: 2 * totalCycles + waits * WAITING_CYCLES + 100_000,
    waitingCycles: WAITING_CYCLES,
  }).run();
  const { cycles, lockCrossings, unlockCrossings, violation, event } = run;
  Object.assign(counters, {
    ...{ cycles, lockCrossings, unlockCrossings },
    crossings: lockCrossings + unlockCrossings,
  });
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
      hold: (round: number) => (untilLongHold-- === 0 ? longHoldCycles : (holds[round] as number)),
      think: (round: number) => thinks[round] as number,
    };
  });
  return { work, totalCycles };
}
