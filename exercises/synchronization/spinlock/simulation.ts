/**
 * Two ways to try a lock: under interleavings, one by one (without time), and on cores with coherent caches and
 * a bus (with time). What came of it is judged in judge.ts.
 */

import type { PolicyHost } from '../../../simulator/engine/policy';
import type { Random } from '../../../simulator/engine/random';
import { explore } from '../../../simulator/explorer/explorer';
import type { Scenario } from '../../../simulator/explorer/scenario';
import type { ViolationName } from '../../../simulator/explorer/violation';
import { MemorySystem } from '../../../simulator/hardware/caches/memory-system';
import { PhysicalMemory } from '../../../simulator/hardware/memory/physical-memory';
import {
  type ClientWork,
  COUNTER_ADDRESS,
  type LockPlace,
  type LockPrograms,
  lockClient,
  memoryBytes,
} from '../../../simulator/kernel/synchronization/lock-client';
import { LINE_BYTES } from '../../../simulator/kernel/synchronization/spinlock';
import { LockTrial } from '../../../simulator/laboratories/lock-trial';
import type { SimulationContext } from '../../exercise-definition';
import {
  excludesTwo,
  exploreLock,
  ForeignAccesses,
  LIMITS,
  type ShownViolation,
  showSchedule,
} from '../lock-interleavings';

export type SpinlockParameters = Readonly<{
  machine: 'interleavings' | 'caches';
  cores: number;
  /** The address that the lock is told. */
  lockAddress: number;
  /** How often each core takes the lock. */
  rounds: number;
  /** Interleavings: cores have store buffers. */
  storeBuffers: boolean;
  /** Interleavings: how many schedules to draw at random, before all others. */
  randomSchedules: number;
  /** Interleavings: go on with all that can make a difference. */
  exhaustive: boolean;
  /** Interleavings: no order among those who wait is asked for. */
  unordered?: boolean;
  /** A core that never asks for the lock. */
  absentCore?: number;
  /** Caches. */
  protocol: 'mesi' | 'msi' | 'moesi';
  /** Caches: where an atomic operation happens: the line is taken into the core's cache, or it goes to memory. */
  atomics: 'cache' | 'memory';
  /** Caches: a core holds the lock for so many cycles in the mean. */
  holdCycles: number;
  /** Caches: for so many the one time that is drawn: longer than the critical section may stand empty. */
  longHoldCycles: number;
  /** Caches: at most so many cycles pass between two rounds; one time in LONG_THINK, that many times as many. */
  thinkCycles: number;
}>;

export interface SpinlockResult {
  readonly violation: ShownViolation | null;
  /** The first access outside the lock's words. */
  readonly foreign: ForeignAccesses['first'];
  /** Context switches of that schedule. */
  readonly switches: number;
  /** Whether every interleaving that can make a difference was tried. */
  readonly complete: boolean;
  /** Whether two cores that take the lock once never meet, in every interleaving. Without that, a run in which none met is luck. */
  readonly excludes: boolean;
  /** Interleavings: whether the violation was looked for without store buffers, everywhere, and cannot happen. */
  readonly needsStoreBuffers: boolean;
}

const LONG_THINK = 8;

/** Cycles after which a core has come to wait, however many use the bus: it may look at something of each other core. */
export function settleCycles(cores: number): number {
  return 200 * cores * cores;
}

/** With nobody inside for so long, the lock counts as stuck: no core thinks for longer than the first of the two. */
export function idleCycles(cores: number): number {
  return 12_000 + settleCycles(cores);
}

/** Gravest first: what comes earlier makes what comes later meaningless. */
const BY_GRAVITY: readonly ViolationName[] = [
  'fault',
  'mutual-exclusion',
  'deadlock',
  'step-limit',
  'overtaken',
];

export function simulate(context: SimulationContext, parameters: SpinlockParameters): SpinlockResult {
  return parameters.machine === 'caches'
    ? runOnCaches(context, parameters)
    : tryInterleavings(context, parameters);
}

/** One core's lock object, in a module instance of its own: only memory is shared. */
function createLock(policies: PolicyHost, { cores, lockAddress }: LockPlace): LockPrograms {
  const { programs } = policies.create({}, lockAddress, cores);
  return { acquire: programs.acquire, release: programs.release };
}

/** The lock under interleavings. */
function scenarioOf(
  { policies }: SimulationContext,
  { cores, rounds, lockAddress, storeBuffers, absentCore }: SpinlockParameters,
  foreign: ForeignAccesses,
): Scenario {
  const place = { cores, lockAddress };
  const work = (core: number) => ({
    rounds: core === absentCore ? 0 : rounds,
    hold: () => 0,
    think: () => 0,
  });
  return {
    threads: cores,
    model: storeBuffers ? 'tso' : 'sc',
    memoryWords: memoryBytes(cores) / 4,
    start: (core) => lockClient(core, place, createLock(policies, place), work(core), foreign.note),
  };
}

function twoExclude(context: SimulationContext, parameters: SpinlockParameters): boolean {
  const two = { ...parameters, cores: 2, rounds: 1, storeBuffers: false, absentCore: -1 };
  return excludesTwo(scenarioOf(context, two, new ForeignAccesses()));
}

function tryInterleavings(context: SimulationContext, parameters: SpinlockParameters): SpinlockResult {
  const foreign = new ForeignAccesses();
  const scenario = scenarioOf(context, parameters, foreign);
  // A schedule in which somebody is overtaken may only follow from an exclusion that another one shows broken.
  const fair = parameters.exhaustive && !parameters.unordered;
  let explored = exploreLock(context, scenario, parameters, { fair }, BY_GRAVITY);
  let needsStoreBuffers = false;
  if (explored.finding?.violation.name === 'mutual-exclusion' && scenario.model === 'tso') {
    // Store buffers are the cause only where it cannot happen without; and without, it is told more simply.
    const plain = explore(
      { ...scenario, model: 'sc' },
      {
        maximumExecutions: LIMITS.executions,
        maximumSteps: LIMITS.steps,
        shrinkExecutions: LIMITS.shrinkExecutions,
      },
    );
    needsStoreBuffers = plain.extent === 'complete' && plain.findings.length === 0;
    const finding = plain.findings.find(({ violation }) => violation.name === 'mutual-exclusion');
    if (finding !== undefined) explored = { ...explored, finding, schedule: finding.schedule };
  }
  const advice = 'Where a core waits, let it look at the same words again and again';
  return {
    ...showSchedule(context, scenario, explored, { fair }, 'core', advice),
    foreign: foreign.first,
    complete: explored.complete,
    excludes: parameters.exhaustive || twoExclude(context, parameters),
    needsStoreBuffers,
  };
}

function runOnCaches(context: SimulationContext, parameters: SpinlockParameters): SpinlockResult {
  const { policies, trace, counters } = context;
  const { cores } = parameters;
  const bytes = memoryBytes(cores);
  const foreign = new ForeignAccesses();
  const memory = new MemorySystem({
    cores,
    levels: [{ sets: 64, ways: 4, lineBytes: LINE_BYTES }],
    memory: new PhysicalMemory(bytes),
    protocol: parameters.protocol,
    atomics: parameters.atomics,
    interconnect: 'bus',
  });
  const work = drawWork(parameters, context.random);
  const programs = Array.from({ length: cores }, (_, core) =>
    lockClient(core, parameters, createLock(policies, parameters), work(core), foreign.note),
  );
  const excludes = twoExclude(context, parameters);
  policies.takeUnits();
  context.countBy(() => {
    const { atomics: atomicOperations, busTransactions, invalidations, memoryReads } = memory.counters;
    return { atomicOperations, busTransactions, invalidations, memoryReads };
  });
  const run = new LockTrial({
    memory,
    programs,
    takeUnits: () => policies.takeUnits(),
    trace,
    idleCycles: idleCycles(cores),
    counterAddress: COUNTER_ADDRESS,
  }).run();
  const { cycles, handOffCycles, acquireTransactions, insideTransactions, releaseTransactions } = run;
  Object.assign(counters, {
    ...{ acquireTransactions, insideTransactions, releaseTransactions, cycles, handOffCycles },
  });
  return {
    violation: run.violation === undefined ? null : { ...run.violation, event: run.event, schedule: '' },
    foreign: foreign.first,
    switches: 0,
    complete: true,
    excludes,
    needsStoreBuffers: false,
  };
}

/**
 * How long each core thinks and holds the lock, round by round. One hold is far longer than the critical section may
 * stand empty: whoever enters by the clock, without looking whether the lock is free, meets it. Which one is drawn
 * among the first, so that others still want the lock then.
 */
function drawWork(parameters: SpinlockParameters, random: Random): (core: number) => ClientWork {
  const { cores, rounds, holdCycles, longHoldCycles, thinkCycles, absentCore } = parameters;
  let untilLongHold = random.between(0, Math.floor(((rounds - 1) * cores) / 2));
  return (core) => {
    const draws = random.fork(`core ${core}`);
    const thinks = Array.from({ length: rounds }, () => {
      const longest = draws.below(LONG_THINK) === 0 ? LONG_THINK * thinkCycles : thinkCycles;
      return draws.between(1, longest);
    });
    const holds = Array.from({ length: rounds }, () => draws.between(1, 2 * holdCycles));
    return {
      rounds: core === absentCore ? 0 : rounds,
      hold: (round) => (untilLongHold-- === 0 ? longHoldCycles : holds[round]),
      think: (round) => thinks[round],
    };
  };
}
