/**
 * Two ways to try a lock: under interleavings, one by one (without time), and on cores with coherent caches and
 * a bus (with time). What came of it is judged in judge.ts.
 */

import type { PolicyHost } from '../../../simulator/engine/policy';
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
import { PhysicalMemory } from '../../../simulator/hardware/memory';
import { COHERENT_EVENTS, CoherentCores } from '../../../simulator/kernel/synchronization/coherent-cores';
import {
  LOCK_ADDRESS,
  type LockPrograms,
  lockClient,
  memoryBytes,
} from '../../../simulator/kernel/synchronization/lock-client';
import { LINE_BYTES } from '../../../simulator/kernel/synchronization/spinlock';
import type { SimulationContext } from '../../exercise-definition';

export const MACHINE = { interleavings: 0, caches: 1 } as const;

/** Coherence protocols, by number. */
export const CASE_PROTOCOLS = ['mesi', 'msi', 'moesi'] as const;

export type SpinlockParameters = Readonly<{
  /** One of MACHINE. */
  machine: number;
  cores: number;
  /** How often each core takes the lock. */
  rounds: number;
  /** Interleavings: 1 with store buffers. */
  storeBuffers: number;
  /** Interleavings: how many schedules to draw at random, before all others. */
  randomSchedules: number;
  /** Interleavings: 1 to go on with all that can make a difference. */
  exhaustive: number;
  /** Caches: index in CASE_PROTOCOLS. */
  protocol: number;
  /** Caches: 1 if an atomic operation takes the line into the core's cache, 0 if it goes to memory. */
  atomicsInCache: number;
  /** Caches: cycles for which a core holds the lock. */
  holdCycles: number;
  /** Caches: cycles for which core 0 holds the lock in its first round, while all others ask for it; 0 as usual. */
  firstHoldCycles: number;
  /** Caches: at most so many cycles pass between two rounds. */
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
  /** Caches: from `fromCycle` to `toCycle` core 0 held the lock and all others waited. */
  readonly quiet: { readonly fromCycle: number; readonly toCycle: number } | null;
}

/** Bounds of an exploration; a correct lock stays far below the first in every case of this exercise. */
export const LIMITS = { executions: 1_000, steps: 2_000, shrinkExecutions: 250 } as const;

/** Ordering constraints that a schedule drawn at random aims at, and how many steps it expects (PCT's d and k). */
const RANDOM_DEPTH = 4;
const RANDOM_STEPS = 30;

/** Cycles a core that waits for core 0's long hold is given to reach its waiting loop, for each core on the bus. */
export const SETTLE_CYCLES_PER_CORE = 600;

/** Gravest first: what comes earlier makes what comes later meaningless. */
const BY_GRAVITY: readonly ViolationName[] = [
  'fault',
  'mutual-exclusion',
  'deadlock',
  'step-limit',
  'overtaken',
];

export function simulate(context: SimulationContext, parameters: SpinlockParameters): SpinlockResult {
  return parameters.machine === MACHINE.caches
    ? runOnCaches(context, parameters)
    : tryInterleavings(context, parameters);
}

/** One core's lock object, in a module instance of its own: only memory is shared. */
function createLock(policies: PolicyHost, cores: number): LockPrograms {
  const { programs } = policies.create({}, LOCK_ADDRESS, cores);
  return { acquire: programs.acquire, release: programs.release };
}

type Foreign = SpinlockResult['foreign'];

/** Keeps the first access outside the lock's words. */
function foreignAccesses(): { first: Foreign; note: (core: number, address: number) => void } {
  const noted = {
    first: null as Foreign,
    note: (core: number, address: number) => {
      noted.first ??= { core, address };
    },
  };
  return noted;
}

function tryInterleavings(context: SimulationContext, parameters: SpinlockParameters): SpinlockResult {
  const { cores, rounds } = parameters;
  const work = { rounds, hold: () => 0, think: () => 0 };
  const foreign = foreignAccesses();
  const scenario: Scenario = {
    threads: cores,
    model: parameters.storeBuffers === 1 ? 'tso' : 'sc',
    memoryWords: memoryBytes(cores) / 4,
    start: (core) => lockClient(core, cores, createLock(context.policies, cores), work, foreign.note),
  };
  const options: ExploreOptions = {
    fair: true,
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
  if (parameters.exhaustive === 1 && !random.findings.some(({ violation }) => endsExecution(violation.name)))
    explorations.push(explore(scenario, { ...options, maximumExecutions: LIMITS.executions }));
  const finding = gravest(explorations);
  const schedule = finding?.schedule ?? random.example;
  const { event } = replay(scenario, schedule, context.trace, { fair: true }, 0, finding?.violation.name);
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
  const { cores, firstHoldCycles } = parameters;
  const bytes = memoryBytes(cores);
  const foreign = foreignAccesses();
  const memory = new MemorySystem({
    cores,
    levels: [{ sets: 64, ways: 4, lineBytes: LINE_BYTES }],
    memory: new PhysicalMemory(bytes),
    protocol: CASE_PROTOCOLS[parameters.protocol],
    atomics: parameters.atomicsInCache === 1 ? 'cache' : 'memory',
    interconnect: 'bus',
  });
  const programs = Array.from({ length: cores }, (_, core) =>
    lockClient(
      core,
      cores,
      createLock(policies, cores),
      workOf(core, parameters, context.random.fork(`core ${core}`)),
      foreign.note,
    ),
  );
  policies.takeUnits();
  const run = new CoherentCores({
    memory,
    memoryBytes: bytes,
    programs,
    takeUnits: () => policies.takeUnits(),
    trace,
    idleCycles: firstHoldCycles + 5_000 + cores * cores * 400,
    silentCycles: firstHoldCycles + 5_000,
  }).run();
  const { busTransactions, invalidations, memoryReads } = memory.counters;
  Object.assign(counters, { busTransactions, invalidations, memoryReads, cycles: run.cycles });
  return {
    violation: run.violation === undefined ? null : { ...run.violation, event: run.event, schedule: '' },
    foreign: foreign.first,
    switches: 0,
    complete: true,
    quiet: firstHoldCycles === 0 ? null : quietSpan(trace, cores),
  };
}

function workOf(core: number, parameters: SpinlockParameters, random: Random) {
  const { rounds, holdCycles, firstHoldCycles, thinkCycles } = parameters;
  const pauses = Array.from({ length: rounds }, () =>
    thinkCycles === 0 ? 0 : random.between(1, thinkCycles),
  );
  // The others come when core 0 has the lock.
  if (firstHoldCycles > 0 && core > 0) pauses[0] = 1_000 + pauses[0];
  if (firstHoldCycles > 0 && core === 0) pauses[0] = 0;
  return {
    rounds,
    hold: (round: number) =>
      core === 0 && round === 0 && firstHoldCycles > 0 ? firstHoldCycles : holdCycles,
    think: (round: number) => pauses[round],
  };
}

/** From when all others have had time to begin to wait until core 0 leaves for the first time. */
function quietSpan(trace: SimulationContext['trace'], cores: number): SpinlockResult['quiet'] {
  let lastArrival = -1;
  for (let index = 0; index < trace.length; index++) {
    const { name } = COHERENT_EVENTS[trace.kindAt(index)];
    if (name === 'violation') return null;
    if (name === 'arrive') lastArrival = trace.cycleAt(index);
    else if (name === 'leave')
      return { fromCycle: lastArrival + cores * SETTLE_CYCLES_PER_CORE, toCycle: trace.cycleAt(index) };
  }
  return null;
}
