/**
 * Two ways to try a mutex in a segment: under interleavings, one by one (without time), and as processes of a whole
 * system on several cores. What came of it is judged in judge.ts.
 */
import type { Random } from '../../../simulator/engine/random';
import { explore } from '../../../simulator/explorer/explorer';
import type { Scenario } from '../../../simulator/explorer/scenario';
import { COMMUNICATION_CALL } from '../../../simulator/kernel/communication/communication-calls';
import { SLEEP_CALL } from '../../../simulator/kernel/system-calls';
import {
  load,
  mark,
  NativeProgram,
  type Operation,
  systemCall,
} from '../../../simulator/programs/operations';
import type { SimulationContext } from '../../exercise-definition';
import {
  exploreLock,
  ForeignAccesses,
  LIMITS,
  type LockProperties,
  type ShownViolation,
  SLEEPING_BY_GRAVITY,
  showSchedule,
} from '../../synchronization/lock-interleavings';
import {
  baseOf,
  type ClientPlan,
  client,
  type Machine,
  MOST_PAGES_BEFORE,
  OFFSET,
  ownOffset,
  PASSES,
  type Work,
} from './clients';
import { SystemRun, WAITING_CYCLES } from './system-run';

export { EVENTS } from './clients';

export type SegmentMutexParameters = Readonly<{
  machine: 'interleavings' | 'system';
  work: Work;
  processes: number;
  /** How often each process takes the mutex; of items, each one that gives; exchanges. */
  rounds: number;
  /** Turns: whether processes also call unlock without having the mutex. */
  unlocksTooEarly: boolean;
  /** Items: so many processes give, the others take; and so many items there is room for. */
  givers: number;
  room: number;
  /** Interleavings: whether each process' core has a store buffer. */
  storeBuffers: boolean;
  /** Interleavings: how many schedules to draw at random, before all others. */
  randomSchedules: number;
  /** Interleavings: whether to go on with all that can make a difference. */
  exhaustive: boolean;
  /** System. */
  cores: number;
  /** System: a process holds the mutex for so many cycles at most; one time that is drawn for longHoldCycles. */
  holdCycles: number;
  longHoldCycles: number;
  /** System: at most so many cycles pass between two rounds. */
  thinkCycles: number;
}>;

export interface SegmentMutexResult {
  readonly violation: ShownViolation | null;
  /** The first address that is no word of the mutex where that process has it. */
  readonly foreign: ForeignAccesses['first'];
  /** Where each process has the segment. */
  readonly bases: readonly number[];
  /** Context switches of the schedule. */
  readonly switches: number;
  /** Whether two processes that take the mutex once never meet and both get it, in every interleaving. */
  readonly isMutex: boolean;
}

export function simulate(context: SimulationContext, parameters: SegmentMutexParameters): SegmentMutexResult {
  const pages = context.random.shuffled(Array.from({ length: MOST_PAGES_BEFORE }, (_, i) => i));
  const pagesBefore = pages.slice(0, parameters.processes);
  return parameters.machine === 'system'
    ? runSystem(context, parameters, pagesBefore)
    : tryInterleavings(context, parameters, pagesBefore);
}

/** Words that must be there in the end. */
function allowsFinal(parameters: SegmentMutexParameters): (word: (offset: number) => number) => boolean {
  const { work, processes, rounds, givers } = parameters;
  const counted = { turns: processes * rounds, items: givers * rounds, exchange: rounds }[work];
  return (word) =>
    word(OFFSET.counter) === counted && word(OFFSET.items) === 0 && word(OFFSET.refusals) === 0;
}

function planOf(
  parameters: SegmentMutexParameters,
  process: number,
  think: (round: number) => number,
  hold: (round: number) => number,
): ClientPlan {
  const { work, processes, rounds, givers, room, unlocksTooEarly } = parameters;
  const gives = process < givers;
  const takers = processes - givers;
  const before = Math.floor((givers * rounds * (process - givers)) / takers);
  const taken = Math.floor((givers * rounds * (process - givers + 1)) / takers) - before;
  return {
    ...{ work, process, processes, room, unlocksTooEarly, gives, think, hold },
    rounds: work === 'items' && !gives ? taken : rounds,
  };
}

const none = () => 0;

function scenarioOf(
  { policies }: SimulationContext,
  parameters: SegmentMutexParameters,
  pagesBefore: readonly number[],
  foreign: ForeignAccesses,
): Scenario {
  const { processes, storeBuffers } = parameters;
  return {
    threads: processes,
    model: storeBuffers ? 'tso' : 'sc',
    memoryWords: ownOffset(processes) / 4,
    start: (process) => {
      const base = baseOf(pagesBefore[process]);
      const { programs } = policies.create({}, base + OFFSET.mutex, processes);
      const machine = exploredMachine(process, foreign);
      return new NativeProgram(client(planOf(parameters, process, none, none), base, programs, machine));
    },
  };
}

/** The explorer's memory is the segment. Nobody else is in a process, so that nobody wakes who sleeps privately. */
function exploredMachine(process: number, foreign: ForeignAccesses): Machine {
  return {
    at: (offset) => offset,
    *privately(call, address, argument): Operation {
      if (call === COMMUNICATION_CALL.wakePrivately)
        return yield* systemCall(SLEEP_CALL.wake, ownOffset(process), argument);
      if ((yield* load(address)) !== (argument | 0)) return 1;
      return yield* systemCall(SLEEP_CALL.sleep, ownOffset(process));
    },
    *stray(address): Operation {
      foreign.note(process, address);
      yield* mark(PASSES.foreign);
      for (;;) yield* load(-1);
    },
  };
}

/** The smallest run of a mutex: two processes, once each. */
function isMutex(
  context: SimulationContext,
  parameters: SegmentMutexParameters,
  pagesBefore: readonly number[],
): boolean {
  const two: SegmentMutexParameters = {
    ...parameters,
    ...{ work: 'turns', processes: 2, rounds: 1, unlocksTooEarly: false, storeBuffers: false },
  };
  const pages = pagesBefore.length > 1 ? pagesBefore : [0, 1];
  const { steps: maximumSteps, executions: maximumExecutions } = LIMITS;
  const { findings } = explore(scenarioOf(context, two, pages, new ForeignAccesses()), {
    ...{ maximumExecutions, maximumSteps },
  });
  return findings.length === 0;
}

function tryInterleavings(
  context: SimulationContext,
  parameters: SegmentMutexParameters,
  pagesBefore: readonly number[],
): SegmentMutexResult {
  const foreign = new ForeignAccesses();
  const scenario = scenarioOf(context, parameters, pagesBefore, foreign);
  const allowed = allowsFinal(parameters);
  const properties: LockProperties = {
    allowsFinal: ({ memory }) => allowed((offset) => memory[offset / 4]),
  };
  const explored = exploreLock(context, scenario, parameters, properties, SLEEPING_BY_GRAVITY);
  return {
    ...showSchedule(
      context,
      scenario,
      explored,
      properties,
      'process',
      'Where a process waits for long, let it sleep',
    ),
    foreign: foreign.first,
    bases: pagesBefore.map(baseOf),
    isMutex: isMutex(context, parameters, pagesBefore),
  };
}

function runSystem(
  context: SimulationContext,
  parameters: SegmentMutexParameters,
  pagesBefore: readonly number[],
): SegmentMutexResult {
  const { policies, random, trace } = context;
  const { processes, rounds, cores } = parameters;
  const foreign = new ForeignAccesses();
  const holds = isMutex(context, parameters, pagesBefore);
  const { plans, totalCycles } = drawPlans(parameters, random);
  const run = new SystemRun({
    ...{ cores, pagesBefore, trace, allowsFinal: allowsFinal(parameters) },
    limitCycles: 2 * totalCycles + processes * processes * rounds * WAITING_CYCLES + 400_000,
    client: (process, machine) => {
      const base = baseOf(pagesBefore[process]);
      const { programs } = policies.create({}, base + OFFSET.mutex, processes);
      const stray = (address: number) => {
        foreign.note(process, address);
        return machine.stray(address);
      };
      return client(plans[process], base, programs, { ...machine, stray });
    },
  });
  context.countBy(() => ({
    ...run.crossings,
    cycles: run.cycle,
    crossings: Object.values(run.crossings).reduce((sum, each) => sum + each, 0),
  }));
  run.run();
  const { violation, event } = run;
  return {
    violation: violation === undefined ? null : { ...violation, event, schedule: '' },
    foreign: foreign.first,
    bases: pagesBefore.map(baseOf),
    switches: 0,
    isMutex: holds,
  };
}

/** How long each process thinks and holds the mutex, round by round. */
function drawPlans(
  parameters: SegmentMutexParameters,
  random: Random,
): { readonly plans: readonly ClientPlan[]; readonly totalCycles: number } {
  const { processes, rounds, givers, holdCycles, longHoldCycles, thinkCycles } = parameters;
  const most = Math.max(rounds, givers * rounds);
  let untilLongHold = random.between(0, Math.floor(((rounds - 1) * processes) / 2));
  let totalCycles = longHoldCycles;
  const draw = (longest: number) => {
    const cycles = random.between(1, longest);
    totalCycles += cycles;
    return cycles;
  };
  const plans = Array.from({ length: processes }, (_, process) => {
    const thinks = Array.from({ length: most }, () => draw(thinkCycles));
    const holds = Array.from({ length: most }, () => draw(holdCycles));
    return planOf(
      parameters,
      process,
      (round) => thinks[round],
      (round) => (untilLongHold-- === 0 ? longHoldCycles : holds[round]),
    );
  });
  return { plans, totalCycles };
}
