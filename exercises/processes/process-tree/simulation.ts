/**
 * Families of processes that fork, wait and end under the process tree of a submission, and what each of its calls
 * found and left. Who waits, when, and who ends before whom is drawn from the seed.
 */
import type { Random } from '../../../simulator/engine/random';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { SYSTEM_EVENTS } from '../../../simulator/kernel/processes/process-events';
import {
  MAX_PROCESSES,
  PROCESS_FIELD,
  type ProcessField,
  STACK_PAGES,
} from '../../../simulator/kernel/processes/process-record';
import type { ProcessSystem } from '../../../simulator/kernel/system';
import type { SimulationContext } from '../../exercise-definition';
import { type ObservedCall, observeCalls } from '../observed-calls';
import { nativePlan, type Plan, type Step, stack } from '../process-plan';
import { runProcesses } from '../process-system';

/** What a process does about its children: out of 12 processes, how many do which. */
const HABITS = {
  /** Waits for each of them in turn, before it does anything else. */
  patient: { waits: 12, late: 0, leaves: 0 },
  /** Waits when most of them are over. */
  late: { waits: 2, late: 10, leaves: 0 },
  /** Ends before them, or without having waited for those that are over. */
  leaves: { waits: 2, late: 2, leaves: 8 },
  mixed: { waits: 4, late: 4, leaves: 4 },
} as const;

export type ProcessTreeParameters = {
  /** Families drawn from the seed, or what happens to the last number there is, or after init, step by step. */
  readonly workload: keyof typeof WORKLOADS;
  readonly parents: keyof typeof HABITS;
  /** Init waits for what it is given from the start, or when most are over; or it ends while others live. */
  readonly init: 'waits' | 'late' | 'ends';
  /** Children of init at a time, and how many times. */
  readonly families: number;
  readonly rounds: number;
  /** Children of any other process, at most. */
  readonly children: number;
  readonly generations: number;
};

export const EVENTS = SYSTEM_EVENTS;

type FieldName = keyof typeof PROCESS_FIELD;
const FIELDS = Object.entries(PROCESS_FIELD) as readonly (readonly [FieldName, ProcessField])[];

/** A field of the record of a process that is not reaped. */
export interface FieldChange {
  readonly process: number;
  readonly field: FieldName;
  readonly from: number;
  readonly to: number;
}

/** One call of the submission. */
export interface TreeCall {
  readonly method: 'exit' | 'wait';
  readonly process: number;
  readonly answer: number;
  /** Indexes in the trace: of the first event that it made, and of the first one behind it. */
  readonly from: number;
  readonly event: number;
  /** The parent of every process that is alive or waits to be reaped, as the call found it. */
  readonly parents: ReadonlyMap<number, number>;
  readonly changes: readonly FieldChange[];
}

export interface ProcessTreeResult {
  readonly calls: readonly TreeCall[];
}

const PARENT = FIELDS.findIndex(([name]) => name === 'parent');
/** Enough for as many processes as there can be. */
const FRAMES = 400;
const SHORT_CYCLES = 60_000;
const LONG_CYCLES = 1_500_000;
const HABITS_OF = 12;

export function simulate(context: SimulationContext, parameters: ProcessTreeParameters): ProcessTreeResult {
  const calls: TreeCall[] = [];
  runProcesses({
    ...{
      context,
      frames: FRAMES,
      programs: [nativePlan('init', WORKLOADS[parameters.workload](context.random, parameters))],
    },
    mechanisms: { processTree: context.policies },
    observer: (system) => {
      const [before, after] = [new Records(system), new Records(system)];
      return observeCalls(
        context.trace,
        ['exit', 'wait'],
        (seen?: Records) => (seen === undefined ? before : after).read(),
        (call, ...records) => calls.push(factsOf(call, ...records)),
      );
    },
  });
  return { calls };
}

/** The records of all processes that are not reaped, when they were last read. */
class Records {
  readonly processes: number[] = [];
  private readonly words = new Int32Array(MAX_PROCESSES * FIELDS.length);

  constructor(private readonly system: ProcessSystem) {}

  read(): this {
    const { processes, memory } = this.system;
    this.processes.length = 0;
    this.words.fill(0);
    for (let process = 1; process < MAX_PROCESSES; process++) {
      if (!processes.exists(process)) continue;
      this.processes.push(process);
      const first = process * FIELDS.length;
      for (let at = 0; at < FIELDS.length; at++)
        this.words[first + at] = memory.field(process, FIELDS[at][1]);
    }
    return this;
  }

  /** @param at place among FIELDS. */
  word(process: number, at: number): number {
    return this.words[process * FIELDS.length + at];
  }
}

function factsOf(
  { method, numbers, answer, from, event }: ObservedCall<'exit' | 'wait'>,
  before: Records,
  after: Records,
): TreeCall {
  const [process = 0] = numbers;
  const parents = new Map<number, number>();
  for (const each of before.processes) parents.set(each, before.word(each, PARENT));
  const changes: FieldChange[] = [];
  for (let at = 0; at < FIELDS.length; at++)
    for (const each of after.processes) {
      const [old, now] = [before.word(each, at), after.word(each, at)];
      if (old !== now) changes.push({ process: each, field: FIELDS[at][0], from: old, to: now });
    }
  return { method, process, answer, from, event, parents, changes };
}

// What the processes do

const pause = (cycles: number): Step => ({ does: 'pause', cycles });
const WAIT: Step = { does: 'wait' };
/** Ends whoever does it: the page below the guard is nobody's. */
const FAULT: Step = { does: 'store', at: stack((STACK_PAGES + 2) * PAGE_BYTES), word: 1 };

function init(random: Random, parameters: ProcessTreeParameters): Plan {
  const { families, rounds, generations } = parameters;
  const steps: Step[] = [];
  let others = 0;
  for (let round = 0; round < rounds; round++) {
    for (let family = 0; family < families; family++) {
      const { plan, members } = life(random, parameters, generations);
      steps.push({ does: 'fork', child: plan });
      others += members;
      if (random.chance(1, 2)) steps.push(pause(random.between(1, SHORT_CYCLES)));
    }
    if (parameters.init === 'late') steps.push(pause(random.between(LONG_CYCLES, 2 * LONG_CYCLES)));
    // In the last round init waits for all that are left, and once more.
    const isLast = round === rounds - 1;
    const waits = isLast ? others + 1 : families;
    if (parameters.init === 'ends' && isLast) steps.push(pause(random.between(1, SHORT_CYCLES)), WAIT);
    else for (let i = 0; i < waits; i++) steps.push(WAIT);
  }
  return steps;
}

/** What a process does from its birth to its end. */
function life(
  random: Random,
  parameters: ProcessTreeParameters,
  generations: number,
): { readonly plan: Plan; readonly members: number } {
  const habits = HABITS[parameters.parents];
  const steps: Step[] = [pause(random.between(1, SHORT_CYCLES))];
  const count = generations === 0 ? 0 : random.between(0, parameters.children);
  let members = 1;
  for (let i = 0; i < count; i++) {
    const child = life(random, parameters, generations - 1);
    steps.push({ does: 'fork', child: child.plan });
    members += child.members;
    if (random.chance(1, 3))
      steps.push(random.chance(1, 2) ? pause(random.between(1, SHORT_CYCLES)) : { does: 'yield' });
  }
  const chosen = random.below(HABITS_OF);
  if (chosen < habits.waits) for (let i = 0; i < count; i++) steps.push(WAIT);
  else if (chosen < habits.waits + habits.late) {
    steps.push(pause(random.between(SHORT_CYCLES, LONG_CYCLES)));
    for (let i = 0; i < count; i++) steps.push(WAIT);
  } else if (random.chance(1, 2)) steps.push(pause(random.between(SHORT_CYCLES, LONG_CYCLES)));
  // Now and then once more than there are children, also where there never were any.
  if (chosen < habits.waits + habits.late && random.chance(1, 3)) steps.push(WAIT);
  steps.push(random.chance(1, 6) ? FAULT : pause(random.between(1, SHORT_CYCLES)));
  return { plan: steps, members };
}

/**
 * All numbers are taken, and process 62 is the parent of 63: it waits before it has a child, then for one that is over,
 * for one that is alive, and does not see the end of a third. Later another parent of 63 ends when that is a zombie,
 * and init has long been over.
 */
function lastNumber(random: Random): Plan {
  const short = () => pause(random.between(SHORT_CYCLES, 2 * SHORT_CYCLES));
  const first: Plan = [
    WAIT,
    { does: 'fork', child: [] },
    short(),
    WAIT,
    { does: 'fork', child: [short()] },
    WAIT,
    { does: 'fork', child: [pause(LONG_CYCLES)] },
    short(),
  ];
  const second: Plan = [{ does: 'fork', child: [] }, short()];
  const parent: Plan = [pause(2 * LONG_CYCLES), { does: 'fork', child: second }, WAIT];
  const sleepers = Array.from(
    { length: MAX_PROCESSES - 4 },
    (): Step => ({ does: 'fork', child: [pause(6 * LONG_CYCLES)] }),
  );
  return [...sleepers.slice(1), { does: 'fork', child: parent }, { does: 'fork', child: first }];
}

/** Init ends with a zombie; the number of that, and those of orphans, are soon given to children who are waited for. */
function afterInit(random: Random): Plan {
  const short = () => pause(random.between(SHORT_CYCLES, 2 * SHORT_CYCLES));
  const end: Step = { does: 'fork', child: [] };
  const orphan: Step = { does: 'fork', child: [{ does: 'fork', child: [short()] }] };
  const parent: Plan = [
    pause(10 * SHORT_CYCLES),
    ...[end, short(), WAIT],
    ...[orphan, orphan, pause(5 * SHORT_CYCLES)],
    ...[end, end, end, end, short(), end, short()],
    ...Array.from({ length: 8 }, () => WAIT),
  ];
  return [end, { does: 'fork', child: parent }, pause(5 * SHORT_CYCLES)];
}

const WORKLOADS: Readonly<
  Record<
    'families' | 'last number' | 'after init',
    (random: Random, parameters: ProcessTreeParameters) => Plan
  >
> = { families: init, 'last number': lastNumber, 'after init': afterInit };
