/**
 * Processes that fork, under the mechanism of the submission, and what each of its calls found and left.
 *
 *      family       a process with code, data, heap and stack forks children, which fork again, write, and end
 *      staircase    another process takes memory, so that fork finds exactly 0, 1, 2 ... free frames, up to enough
 *      numbers      who has a number next, and who runs another program, forks with other tables than its forerunner
 */

import type { Random } from '../../../simulator/engine/random';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { TABLE_ENTRIES } from '../../../simulator/kernel/memory/page-table';
import { CODE_BASE } from '../../../simulator/kernel/processes/process-record';
import type { SystemProgram } from '../../../simulator/kernel/processes/program-image';
import { ALL_GROUPS, GROUP } from '../../../simulator/kernel/system-calls';
import type { SimulationContext } from '../../exercise-definition';
import {
  type Change,
  KernelSnapshot,
  type MappedPage,
  type ProcessRecord,
  type Space,
  USER_ENTRIES,
} from '../kernel-snapshot';
import { type ObservedCall, observeCalls } from '../observed-calls';
import {
  anyBytes,
  heap,
  inHeap,
  machineCodePlan,
  nativePlan,
  type Plan,
  type Step,
  somePages,
  stack,
} from '../process-plan';
import { measureFrames, runProcesses } from '../process-system';
import { CALL_EVENTS, ToldCalls } from '../told-calls';

export type ForkParameters = {
  readonly workload: 'family' | 'staircase' | 'numbers';
  readonly code: 'native' | 'machine code';
  /** Pages of the heap that the first process touches, and among how many. */
  readonly touchedPages: number;
  readonly heapPages: number;
  /** Pages of its stack that it touches beyond the first. */
  readonly stackPages: number;
  readonly children: number;
  /** How many generations fork below the first process of a family. */
  readonly generations: number;
  /** Frames of memory for processes. */
  readonly frames: number;
};

/** A page of the child, and how it compares. */
export interface CopiedPage extends MappedPage {
  /** Whether nobody had its frame before the call. */
  readonly isNew: boolean;
  /** First word that is not the parent's of the same page; -1 for none. Only where the parent has that page. */
  readonly firstDifference: number;
}

/** One call of fork: what it found and what it left. */
export interface ForkCall {
  /** Indexes in the trace: of the first event that it made, and of the one behind it. */
  readonly from: number;
  readonly event: number;
  readonly parent: number;
  readonly child: number;
  readonly answer: number;
  readonly parentRecord: ProcessRecord;
  readonly parentRegisters: readonly number[];
  readonly parentSpace: Space;
  /** Its record before the call. */
  readonly bornRecord: ProcessRecord;
  readonly childRecord: ProcessRecord;
  readonly childRegisters: readonly number[];
  readonly childSpace: Space;
  readonly childPages: readonly CopiedPage[];
  /** Index of the first entry of the kernel's part that the child's root table does not have as the parent's; -1 for none. */
  readonly kernelEntry: number;
  readonly freeFrames: number;
  /** Frames in use that nobody had before the call, and those that were in use and are no longer. */
  readonly taken: readonly number[];
  readonly givenBack: readonly number[];
  /** What was there before and is no longer so; the child's record and registers left out. */
  readonly change: Change | undefined;
}

export interface ForkResult {
  readonly calls: readonly ForkCall[];
}

export const EVENTS = CALL_EVENTS;

export function simulate(context: SimulationContext, parameters: ForkParameters): ForkResult {
  const { trace } = context;
  const calls: ForkCall[] = [];
  let copiedFrames = 0;
  runProcesses({
    ...{ context, frames: parameters.frames, mechanisms: { fork: context.policies } },
    programs: PROGRAMS[parameters.workload](context.random, parameters),
    // Not those of forks that are refused, nor the kernel's own.
    counters: () => ({ copiedFrames }),
    observer(system) {
      const told = new ToldCalls(trace, () => system.kernel.cycle);
      return observeCalls(
        trace,
        ['fork'],
        (before?: KernelSnapshot) => new KernelSnapshot(system, before),
        (call, before, after) => {
          if (call.answer === 0) copiedFrames += after.copiedFrames - before.copiedFrames;
          const left = lookAt(before, after, call);
          calls.push(left);
          const [parent, child] = call.numbers;
          told.answered(child, call.answer, before, after);
          told.changed(left.change);
          told.tell(after, parent);
          told.tell(after, child, true);
        },
      );
    },
  });
  return { calls };
}

function lookAt(
  before: KernelSnapshot,
  after: KernelSnapshot,
  { numbers, answer, from, event }: ObservedCall,
): ForkCall {
  const [parent, child] = numbers as [number, number];
  const [parentRecord, bornRecord] = [before.records.get(parent), before.records.get(child)] as [
    ProcessRecord,
    ProcessRecord,
  ];
  const childRecord = after.records.get(child) ?? { ...bornRecord, state: 0 };
  const parentSpace = before.space(parentRecord.root);
  const childSpace = after.space(childRecord.root);
  const frameAt = new Map(parentSpace.pages.map(({ address, frame }) => [address, frame]));
  return {
    ...{ from, event, parent, child, answer },
    ...{ parentRecord, parentSpace, bornRecord, childRecord, childSpace },
    parentRegisters: before.registers.get(parent) ?? [],
    childRegisters: after.registers.get(child) ?? [],
    childPages: childSpace.pages.map((page) => {
      const original = frameAt.get(page.address);
      const firstDifference =
        original === undefined ? -1 : after.firstDifference(page.frame, before, original);
      return { ...page, isNew: !before.isUsed(page.frame) && after.isUsed(page.frame), firstDifference };
    }),
    kernelEntry: after.kernelPartDifference(childRecord.root, before, parentRecord.root),
    freeFrames: before.freeFrames,
    taken: after.usedBeyond(before),
    givenBack: before.usedBeyond(after),
    // Registers last: what is wrong in memory is worse.
    change:
      before.firstChange(
        after,
        ({ what, owner }) => what === 'frame' || (what === 'record' && owner !== child),
      ) ?? before.firstChange(after, ({ what, owner }) => what === 'register' && owner !== child),
  };
}

const PROGRAMS: Readonly<
  Record<ForkParameters['workload'], (random: Random, parameters: ForkParameters) => readonly SystemProgram[]>
> = { family, staircase, numbers };

const PAUSE_CYCLES = 400_000;
const ZERO_BYTES = 100;
/** Of the heap of a native program without data: the page in entry 1,023 of its table. */
const LAST_OF_A_TABLE = TABLE_ENTRIES - 1 - CODE_BASE / PAGE_BYTES;

function family(random: Random, parameters: ForkParameters): readonly SystemProgram[] {
  const { heapPages, stackPages, touchedPages, children, generations } = parameters;
  const touched = somePages(random, touchedPages, heapPages);
  const word = () => random.word() | 0;
  const writes = (pages: readonly number[]): Step[] =>
    pages.map((page) => ({ does: 'store', at: inHeap(random, page), word: word() }));
  const deepStack = Array.from({ length: stackPages }, (_, i) =>
    stack((i + 2) * PAGE_BYTES - 4 * random.below(1000)),
  );
  // Just below the heap lie zeros, and before them the data.
  const dataWord = () => heap(-4 * random.between(1, 1_000));
  const places = () => [...touched.map((page) => inHeap(random, page)), ...deepStack, dataWord()];

  const live = (generation: number): Plan => {
    const steps: Step[] = [];
    for (let child = 0; child < children; child++) {
      if (generation > 0)
        steps.push({ does: 'fork', child: [...changeWhatIsThere(), ...live(generation - 1)] });
      if (random.chance(1, 2)) steps.push({ does: 'yield' });
      steps.push(
        { does: 'store', at: random.pick(places()), word: word() },
        { does: 'say', at: random.pick(places()) },
      );
      if (random.chance(1, 2)) steps.push({ does: 'wait' });
    }
    return [...steps, { does: 'wait' }, { does: 'wait' }];
  };
  const changeWhatIsThere = (): Step[] => {
    const steps: Step[] = places().flatMap((at): Step[] =>
      random.chance(1, 3)
        ? [
            { does: 'say', at },
            { does: 'store', at, word: word() },
          ]
        : [],
    );
    if (random.chance(1, 2))
      steps.push({ does: 'restrict', groups: ALL_GROUPS & ~(1 << random.between(1, 4)) });
    if (random.chance(1, 2)) {
      const more = heapPages + random.between(1, 3);
      steps.push({ does: 'break', bytes: more * PAGE_BYTES }, ...writes([more - 1]));
    }
    return steps;
  };
  const plan: Plan = [
    { does: 'restrict', groups: ALL_GROUPS & ~(1 << GROUP.communication) },
    { does: 'break', bytes: heapPages * PAGE_BYTES - random.below(PAGE_BYTES) },
    ...writes(touched),
    ...deepStack.map((at): Step => ({ does: 'store', at, word: word() })),
    ...live(generations),
  ];
  const more = { data: anyBytes(random, 4 * random.between(1_000, 1_500)), zeroBytes: ZERO_BYTES };
  return [
    parameters.code === 'native'
      ? nativePlan('family', plan, more)
      : machineCodePlan('family', plan, random, more),
  ];
}

/**
 * In each round a child takes memory until so many frames are left, and while it pauses its parent forks again:
 *
 *      free frames      0, then 1, then 2 ... up to as many as a child needs, and some more
 */
function staircase(random: Random, parameters: ForkParameters): readonly SystemProgram[] {
  const { heapPages, stackPages, touchedPages, frames } = parameters;
  // Page 0 too: what the child takes lies below the same table. And what the last entry of that table names.
  const edges = [0, LAST_OF_A_TABLE].filter((page) => page < heapPages);
  const others = somePages(random, touchedPages - 1, heapPages - 1).map((page) => page + 1);
  const touched = [...new Set([...edges, ...others])].slice(0, touchedPages);
  const begin: Plan = [
    { does: 'break', bytes: heapPages * PAGE_BYTES },
    ...touched.map((page): Step => ({ does: 'store', at: inHeap(random, page), word: random.word() | 0 })),
    ...Array.from(
      { length: stackPages },
      (_, i): Step => ({
        does: 'store',
        at: stack((i + 2) * PAGE_BYTES),
        word: random.word() | 0,
      }),
    ),
  ];
  const { own: needed, free } = measureFrames(begin, frames, (plan) => nativePlan('begins', plan));
  const rounds: Step[] = [];
  for (const left of random.shuffled([...Array(needed + 2).keys()])) {
    const taken = Math.max(0, free - needed - left);
    const untouched = Array.from({ length: taken + touched.length }, (_, page) => page).filter(
      (page) => !touched.includes(page),
    );
    const takes: Plan = [
      { does: 'break', bytes: Math.max(heapPages, taken + touched.length) * PAGE_BYTES },
      ...untouched
        .slice(0, taken)
        .map((page): Step => ({ does: 'store', at: heap(page * PAGE_BYTES), word: page })),
      { does: 'pause', cycles: 2 * PAUSE_CYCLES },
    ];
    rounds.push(
      { does: 'fork', child: takes },
      { does: 'pause', cycles: PAUSE_CYCLES },
      { does: 'fork', child: [{ does: 'say', at: inHeap(random, touched[0] ?? 0) }] },
      { does: 'store', at: inHeap(random, touched[0] ?? 0), word: random.word() | 0 },
      { does: 'wait' },
      { does: 'wait' },
    );
  }
  return [nativePlan('staircase', [...begin, ...rounds])];
}

/**
 * One child after the other has the same number, forks, runs another program and forks again. Before the next one comes
 * its parent takes the frame that the root table lay in; and so does the other program itself, with all its frames.
 */
function numbers(random: Random, { code, heapPages, children }: ForkParameters): readonly SystemProgram[] {
  // Behind a root table's entries of the process: who takes the page for one finds nothing there.
  const write = (page: number): Step => ({
    does: 'store',
    at: heap(page * PAGE_BYTES + 4 * random.between(USER_ENTRIES, TABLE_ENTRIES - 1)),
    word: random.word() | 0,
  });
  const grow = (pages: number): Step => ({ does: 'break', bytes: pages * PAGE_BYTES });
  const forks: Plan = [{ does: 'fork', child: [write(0)] }, { does: 'wait' }];
  const other: Plan = [
    grow(heapPages + children),
    ...Array.from({ length: heapPages + children }, (_, page) => write(page)),
    ...forks,
  ];
  const plan: Plan = [
    grow(heapPages),
    write(0),
    ...Array.from(
      { length: children },
      (_, i): Plan => [
        { does: 'fork', child: [...forks, { does: 'exec', program: 1, list: heap(0) }] },
        { does: 'wait' },
        grow(heapPages + i + 1),
        write(heapPages + i),
      ],
    ).flat(),
  ];
  const program = (name: string, steps: Plan) =>
    code === 'native' ? nativePlan(name, steps) : machineCodePlan(name, steps, random);
  return [program('numbers', plan), program('other', other)];
}
