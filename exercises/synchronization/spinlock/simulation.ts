/**
 * Two ways to try a lock: under interleavings, one by one (without time), and on cores with coherent caches and
 * a bus (with time). What came of it is judged in judge.ts.
 */

import { type PolicyHost, PolicyStopped } from '../../../simulator/engine/policy';
import type { Random } from '../../../simulator/engine/random';
import {
  type Exploration,
  type ExploreOptions,
  endsExecution,
  explore,
  type Finding,
  replay,
} from '../../../simulator/explorer/explorer';
import { RandomPriorities } from '../../../simulator/explorer/random-priorities';
import type { Scenario } from '../../../simulator/explorer/scenario';
import { contextSwitches, formatSchedule } from '../../../simulator/explorer/schedule';
import type { Violation, ViolationName } from '../../../simulator/explorer/violation';
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
import { COHERENT_EVENTS, LockTrial } from '../../../simulator/laboratories/lock-trial';
import type { SimulationContext } from '../../exercise-definition';
import { Events } from '../../judging/events';

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
  /** The gravest violation: its event in the trace, its schedule as text (interleavings only). */
  readonly violation: (Violation & { readonly event: number; readonly schedule: string }) | null;
  /** The first access outside the lock's words. */
  readonly foreign: { readonly core: number; readonly address: number } | null;
  /** Context switches of that schedule. */
  readonly switches: number;
  /** Whether every interleaving that can make a difference was tried. */
  readonly complete: boolean;
  /** Whether two cores that take the lock once never meet, in every interleaving. Without that, a run in which none met is luck. */
  readonly excludes: boolean;
  /** Interleavings: whether the violation was looked for without store buffers, everywhere, and cannot happen. */
  readonly needsStoreBuffers: boolean;
  /** Caches: from `fromCycle` to `toCycle` a core held the lock, and all others that wanted it waited. */
  readonly quiet: { readonly core: number; readonly fromCycle: number; readonly toCycle: number } | null;
}

/** Bounds of an exploration; the reference stays below the first in every case, other designs may not. */
export const LIMITS = { executions: 1_500, steps: 2_000, shrinkExecutions: 250 } as const;
const WITHOUT_BUFFERS = { maximumExecutions: LIMITS.executions };

/** Ordering constraints that a schedule drawn at random aims at, and how many steps it expects (PCT's d and k). */
const RANDOM_DEPTH = 4;
const RANDOM_STEPS = 30;

const LONG_THINK = 8;

/** Cycles after which a core has come to wait, however many use the bus: it may look at something of each other core. */
export function settleCycles(cores: number): number {
  return 200 * cores * cores;
}

/** With nobody inside for so long, the lock counts as stuck: no core thinks for longer than the first of the two. */
function idleCycles(cores: number): number {
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

type Foreign = SpinlockResult['foreign'];

/** Keeps the first access to anything but the lock's words. */
function foreignAccesses(): { first: Foreign; note: (core: number, address: number) => void } {
  const noted = {
    first: null as Foreign,
    note: (core: number, address: number) => {
      noted.first ??= { core, address };
    },
  };
  return noted;
}

/** The lock under interleavings. */
function scenarioOf(
  { policies }: SimulationContext,
  { cores, rounds, lockAddress, storeBuffers }: SpinlockParameters,
  foreign: ReturnType<typeof foreignAccesses>,
): Scenario {
  const place = { cores, lockAddress };
  const work = { rounds, hold: () => 0, think: () => 0 };
  return {
    threads: cores,
    model: storeBuffers ? 'tso' : 'sc',
    memoryWords: memoryBytes(cores) / 4,
    start: (core) => lockClient(core, place, createLock(policies, place), work, foreign.note),
  };
}

function excludesTwo(context: SimulationContext, parameters: SpinlockParameters): boolean {
  const two = { ...parameters, cores: 2, rounds: 1, storeBuffers: false };
  const { findings } = explore(scenarioOf(context, two, foreignAccesses()), {
    maximumExecutions: LIMITS.executions,
    maximumSteps: LIMITS.steps,
  });
  return !findings.some(({ violation }) => violation.name === 'mutual-exclusion');
}

function tryInterleavings(context: SimulationContext, parameters: SpinlockParameters): SpinlockResult {
  const foreign = foreignAccesses();
  const scenario = scenarioOf(context, parameters, foreign);
  // A schedule in which somebody is overtaken may only follow from an exclusion that another one shows broken.
  const fair = parameters.exhaustive;
  const options: ExploreOptions = {
    fair,
    maximumSteps: LIMITS.steps,
    shrinkExecutions: LIMITS.shrinkExecutions,
  };
  // Random schedules find common mistakes early, far from where a depth-first search begins.
  const random = explore(scenario, {
    ...options,
    strategy: (system) =>
      new RandomPriorities(system, context.random, parameters.randomSchedules, RANDOM_DEPTH, RANDOM_STEPS),
  });
  const explorations = [random];
  if (parameters.exhaustive && !random.findings.some(({ violation }) => endsExecution(violation.name)))
    explorations.push(explore(scenario, { ...options, maximumExecutions: LIMITS.executions }));
  let finding = gravest(explorations);
  let needsStoreBuffers = false;
  if (finding?.violation.name === 'mutual-exclusion' && scenario.model === 'tso') {
    // Store buffers are the cause only where it cannot happen without; and without, it is told more simply.
    const plain = explore({ ...scenario, model: 'sc' }, { ...options, fair: false, ...WITHOUT_BUFFERS });
    needsStoreBuffers = plain.extent === 'complete' && plain.findings.length === 0;
    finding = plain.findings.find(({ violation }) => violation.name === 'mutual-exclusion') ?? finding;
  }
  const schedule = finding?.schedule ?? random.example;
  const { event } = replay(
    { ...scenario, model: schedule.model },
    schedule,
    context.trace,
    { fair },
    0,
    finding?.violation.name,
  );
  if (finding?.violation.name === 'step-limit')
    throw new PolicyStopped(
      'steps',
      `core ${finding.violation.thread} was still busy when the cores had taken ${LIMITS.steps} steps together. Nothing is judged beyond. Where a core waits, let it look at the same words again and again; to let time pass, use one compute rather than many pauses.`,
    );
  const sum = (of: (exploration: Exploration) => number) =>
    explorations.reduce((total, exploration) => total + of(exploration), 0);
  context.counters.interleavings = sum(({ executions }) => executions);
  context.counters.steps = sum(({ steps }) => steps);
  return {
    violation:
      finding === undefined ? null : { ...finding.violation, event, schedule: formatSchedule(schedule) },
    foreign: foreign.first,
    switches: contextSwitches(schedule),
    complete: explorations.some(({ extent }) => extent === 'complete'),
    excludes: fair || excludesTwo(context, parameters),
    needsStoreBuffers,
    quiet: null,
  };
}

function gravest(explorations: readonly Exploration[]): Finding | undefined {
  const findings = explorations.flatMap((exploration) => exploration.findings);
  for (const name of BY_GRAVITY) {
    const finding = findings.find(({ violation }) => violation.name === name);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

function runOnCaches(context: SimulationContext, parameters: SpinlockParameters): SpinlockResult {
  const { policies, trace, counters } = context;
  const { cores } = parameters;
  const bytes = memoryBytes(cores);
  const foreign = foreignAccesses();
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
  const excludes = excludesTwo(context, parameters);
  policies.takeUnits();
  const run = new LockTrial({
    memory,
    programs,
    takeUnits: () => policies.takeUnits(),
    trace,
    idleCycles: idleCycles(cores),
    counterAddress: COUNTER_ADDRESS,
  }).run();
  const { busTransactions, invalidations, memoryReads } = memory.counters;
  const { cycles, handOffCycles, acquireTransactions, insideTransactions, releaseTransactions } = run;
  Object.assign(counters, {
    ...{ busTransactions, acquireTransactions, insideTransactions, releaseTransactions },
    ...{ invalidations, memoryReads, cycles, handOffCycles },
  });
  return {
    violation: run.violation === undefined ? null : { ...run.violation, event: run.event, schedule: '' },
    foreign: foreign.first,
    switches: 0,
    complete: true,
    excludes,
    needsStoreBuffers: false,
    quiet: quietSpan(trace, cores),
  };
}

/**
 * How long each core thinks and holds the lock, round by round. One hold is far longer than the critical section may
 * stand empty: whoever enters by the clock, without looking whether the lock is free, meets it. Which one is drawn
 * among the first, so that others still want the lock then.
 */
function drawWork(parameters: SpinlockParameters, random: Random): (core: number) => ClientWork {
  const { cores, rounds, holdCycles, longHoldCycles, thinkCycles } = parameters;
  let untilLongHold = random.between(0, Math.floor(((rounds - 1) * cores) / 2));
  return (core) => {
    const draws = random.fork(`core ${core}`);
    const thinks = Array.from({ length: rounds }, () => {
      const longest = draws.below(LONG_THINK) === 0 ? LONG_THINK * thinkCycles : thinkCycles;
      return draws.between(1, longest);
    });
    const holds = Array.from({ length: rounds }, () => draws.between(1, 2 * holdCycles));
    return {
      rounds,
      hold: (round) => (untilLongHold-- === 0 ? longHoldCycles : holds[round]),
      think: (round) => thinks[round],
    };
  };
}

/** The part of the longest hold in which all who came had had time to begin to wait; null when nobody did. */
function quietSpan(trace: SimulationContext['trace'], cores: number): SpinlockResult['quiet'] {
  const waiting = new Set<number>();
  let quiet: SpinlockResult['quiet'] = null;
  let settled = 0;
  let longest = 0;
  const events = new Events(trace, COHERENT_EVENTS.kinds);
  for (const { name, cycle, thread: core } of events.of('arrive', 'enter', 'leave')) {
    if (name === 'leave') {
      if (waiting.size > 0 && cycle - settled > longest) {
        longest = cycle - settled;
        quiet = { core, fromCycle: settled, toCycle: cycle };
      }
      continue;
    }
    if (name === 'arrive') waiting.add(core);
    else waiting.delete(core);
    settled = cycle + settleCycles(cores);
  }
  return quiet;
}
