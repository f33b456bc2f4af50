/**
 * Processes that touch heap and stack under the address space of a submission, and what each of its calls changed.
 *
 *      init ─fork, exec─▶ processes, some at a time ─▶ touch, move the break, fork, reach where they may not
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import type { Random } from '../../../simulator/engine/random';
import type { Trace } from '../../../simulator/engine/trace';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { assemble } from '../../../simulator/hardware/toolchain/assembler';
import { ENTRY } from '../../../simulator/hardware/translation/sv32';
import type { MechanismObserver } from '../../../simulator/kernel/processes/mechanisms';
import { SYSTEM_EVENTS } from '../../../simulator/kernel/processes/process-events';
import {
  CODE_BASE,
  GUARD_PAGE,
  PROCESS_FIELD,
  pageUp,
  SHARED_BASE,
  STACK_LIMIT,
  STACK_PAGES,
} from '../../../simulator/kernel/processes/process-record';
import type { SystemProgram } from '../../../simulator/kernel/processes/program-image';
import type { ProcessSystem } from '../../../simulator/kernel/system';
import { SYSTEM_CALL } from '../../../simulator/kernel/system-calls';
import type { SimulationContext } from '../../exercise-definition';
import { type Change, KernelSnapshot, type MappedPage, type Space } from '../kernel-snapshot';
import { observeCalls } from '../observed-calls';
import { heap, inHeap, nativePlan, type Place, type Plan, type Step, stack } from '../process-plan';
import { runProcesses } from '../process-system';

/** How often, out of 100 steps, a process does what. */
const WORKLOADS = {
  /** Small heaps that grow and shrink, and are touched all over. */
  heap: { break: 25, touch: 60, stack: 5, refused: 5, badBreak: 5, fork: 0 },
  /** Few pages of large heaps. */
  far: { break: 25, touch: 65, stack: 4, refused: 3, badBreak: 3, fork: 0 },
  stack: { break: 5, touch: 10, stack: 80, refused: 5, badBreak: 0, fork: 0 },
  /** Reaches for what is not there, by pointers in system calls; what kills comes last. */
  refused: { break: 20, touch: 20, stack: 5, refused: 45, badBreak: 10, fork: 0 },
  /** Copies of processes go on with pages of their own. */
  copies: { break: 20, touch: 50, stack: 20, refused: 5, badBreak: 0, fork: 5 },
  /** Stores all over a heap that never changes, until no memory is left. */
  full: { break: 0, touch: 100, stack: 0, refused: 0, badBreak: 0, fork: 0 },
} as const;

export type AddressSpaceParameters = {
  readonly workload: keyof typeof WORKLOADS;
  /** Processes beside init, and how many of them there are at a time. */
  readonly processes: number;
  readonly together: number;
  readonly steps: number;
  /** As many pages a heap may have. */
  readonly heapPages: number;
  /** Frames of memory. */
  readonly frames: number;
};

export const EVENTS = defineEvents({
  ...SYSTEM_EVENTS.definitions,
  layout: {
    fields: ['process', 'heapStart', 'heapEnd', 'stackLimit'],
    description: 'Where heap and stack of the process lie from now on.',
    sentence: 'the heap of process {process} lies from {heapStart:place} up to {heapEnd:place}',
  },
});

/** What one call of the submission found and left. */
export interface Call {
  /** Indexes in the trace: of the first event that it made, and of the one that tells it. */
  readonly from: number;
  readonly event: number;
  readonly method: 'fault' | 'setBreak';
  readonly process: number;
  readonly address: number;
  /** Of fault: one of ACCESS. */
  readonly access: number;
  readonly answer: number;
  /** Of the record, as it was. */
  readonly heapStart: number;
  readonly heapEnd: number;
  readonly stackLimit: number;
  readonly heapEndAfter: number;
  /** Frames that were free. */
  readonly free: number;
  /** Whether there was a table for the address. */
  readonly hadTable: boolean;
  /** Pages that were not there, are not there any more, or are not what they were. */
  readonly appeared: readonly MappedPage[];
  readonly vanished: readonly MappedPage[];
  /** The page at the address, before and after. */
  readonly pageBefore: MappedPage | undefined;
  readonly page: MappedPage | undefined;
  /** Whether its frame is a table of the process. */
  readonly isTable: boolean;
  /** Whether all words of that page are 0. */
  readonly isZero: boolean;
  /** Frames given out and not given back, and those of them that no entry of the process names. */
  readonly taken: readonly number[];
  readonly lost: readonly number[];
  /** Frames given back, and those of them that an entry of the process names. */
  readonly freed: readonly number[];
  readonly dangling: readonly number[];
  /** Tables that went. */
  readonly tablesGone: number;
  /** A table that the hardware does not find: its entry in the root table has more than the valid bit, since this call. */
  readonly hiddenTable: { readonly index: number; readonly bits: number } | undefined;
  /** Pages of the heap that begin behind its end. */
  readonly pagesBehind: readonly MappedPage[];
  /** Whatever else is not what it was. */
  readonly change: Change | undefined;
}

export interface AddressSpaceResult {
  readonly calls: readonly Call[];
}

export function simulate(context: SimulationContext, parameters: AddressSpaceParameters): AddressSpaceResult {
  const { trace, random, policies } = context;
  const calls: Call[] = [];
  runProcesses({
    ...{ context, frames: parameters.frames, mechanisms: { addressSpace: policies } },
    programs: workload(random, parameters),
    observer: (system) => observe(system, trace, calls),
  });
  return { calls };
}

function observe(system: ProcessSystem, trace: Trace, calls: Call[]): MechanismObserver {
  const tellLayout = (process: number) => {
    const { heapStart, break: heapEnd, stackLimit } = system.processes.recordOf(process);
    trace.record(system.kernel.cycle, EVENTS.index.layout, process, heapStart, heapEnd, stackLimit);
  };
  const { asking, answered } = observeCalls(
    trace,
    ['fault', 'setBreak'],
    (before?: KernelSnapshot) => new KernelSnapshot(system, before),
    ({ method, numbers, answer, from, event }, before, after) => {
      const [process = 0, address = 0, access = 0] = numbers;
      calls.push({
        ...{ from, event, method, process, address, access, answer },
        ...compare(before, after, process, address),
      });
    },
  );
  return {
    asking,
    answered(method, numbers, answer) {
      const [process = 0, child = 0] = numbers;
      if (method === 'setBreak' || (method === 'exec' && answer >= 0)) tellLayout(process);
      if (method === 'fork' && answer === 0) tellLayout(child);
      answered(method, numbers, answer);
    },
  };
}

function compare(before: KernelSnapshot, after: KernelSnapshot, process: number, address: number) {
  const record = before.records.get(process);
  const root = record?.root ?? 0;
  const [old, now] = [before.space(root), after.space(root)];
  const page = address - (address % PAGE_BYTES);
  const oldPages = byAddress(old);
  const pages = now === old ? oldPages : byAddress(now);
  const isSame = (one: MappedPage, other: MappedPage | undefined) =>
    one.frame === other?.frame && one.bits === other.bits;
  const mapped = pages.get(page);
  const taken = after.usedBeyond(before);
  const freed = before.usedBeyond(after);
  const named = new Set<number>();
  if (taken.length > 0 || freed.length > 0)
    for (const { frame } of [...now.pages, ...now.tables.values()]) named.add(frame);
  const heapEnd = record?.break ?? 0;
  const end = after.records.get(process)?.break ?? 0;
  const tables = new Set([root, ...[...old.tables.values()].map(({ frame }) => frame)]);
  return {
    heapStart: record?.heapStart ?? 0,
    heapEnd,
    stackLimit: record?.stackLimit ?? 0,
    heapEndAfter: end,
    pagesBehind: now.pages.filter((each) => each.address >= end && each.address < heapEnd),
    free: before.freeFrames,
    hadTable: old.tables.has(address >>> 22),
    appeared: now === old ? [] : now.pages.filter((each) => !isSame(each, oldPages.get(each.address))),
    vanished: now === old ? [] : old.pages.filter((each) => !isSame(each, pages.get(each.address))),
    pageBefore: oldPages.get(page),
    page: mapped,
    isTable: [...now.tables.values()].some(({ frame }) => frame === mapped?.frame),
    isZero: mapped !== undefined && after.firstNotZero(mapped.frame) < 0,
    taken,
    lost: taken.filter((frame) => !named.has(frame)),
    freed,
    dangling: freed.filter((frame) => named.has(frame)),
    tablesGone: [...old.tables.keys()].filter((index) => !now.tables.has(index)).length,
    hiddenTable: [...now.tables]
      .map(([index, { bits }]) => ({ index, bits }))
      .find(({ index, bits }) => bits !== ENTRY.valid && old.tables.get(index)?.bits !== bits),
    change:
      before.firstChange(
        after,
        ({ what, owner, index }) =>
          !(what === 'frame' && tables.has(owner)) &&
          !(what === 'record' && owner === process && index === PROCESS_FIELD.break),
      ) ?? before.kernelPartChange(after, root),
  };
}

function byAddress({ pages }: Space): ReadonlyMap<number, MappedPage> {
  const found = new Map<number, MappedPage>();
  for (const page of pages) found.set(page.address, page);
  return found;
}

// What the processes do

function workload(random: Random, parameters: AddressSpaceParameters): SystemProgram[] {
  const { processes, together } = parameters;
  const programs = Array.from({ length: processes }, (_, i) =>
    child(random.fork(`process ${i}`), i, parameters),
  );
  const init: Step[] = [];
  programs.forEach((_, i) => {
    init.push({ does: 'fork', child: [{ does: 'exec', program: i + 1, list: 0 }] });
    if (i >= together - 1) init.push({ does: 'wait' });
  });
  for (let i = 1; i < together; i++) init.push({ does: 'wait' });
  return [nativePlan('init', init), ...programs];
}

function child(random: Random, number: number, parameters: AddressSpaceParameters): SystemProgram {
  if (parameters.workload === 'refused' && number % 3 === 2) return jumper(random);
  const data = new Uint8Array(random.pick([0, 0, 100, PAGE_BYTES, PAGE_BYTES + 4]));
  const zeroBytes = random.pick([0, 0, 4, 2 * PAGE_BYTES]);
  const heapStart = pageUp(CODE_BASE + data.length + zeroBytes);
  const plan = steps(random, parameters, heapStart, number === 0);
  return nativePlan(`process ${number}`, plan, { data, zeroBytes });
}

function steps(
  random: Random,
  parameters: AddressSpaceParameters,
  heapStart: number,
  isFirst: boolean,
): Plan {
  const weights = WORKLOADS[parameters.workload];
  const plan: Step[] = [];
  /** Where the heap ends, from its start on. */
  let end = 0;
  const moveBreak = () => {
    // Often within a page, sometimes at its end, sometimes back to nothing.
    const pages = random.below(parameters.heapPages + 1);
    end = random.chance(1, 8)
      ? 0
      : Math.max(0, pages * PAGE_BYTES - random.pick([0, 0, 1, 4, random.below(PAGE_BYTES)]));
    plan.push({ does: 'break', bytes: end });
  };
  const anywhere = () => inHeap(random, random.below(pageUp(end) / PAGE_BYTES));
  const onStack = () => stack(4 + 4 * random.below((STACK_PAGES * PAGE_BYTES) / 4));
  const isFull = parameters.workload === 'full';
  const access = (at: Place): Step => {
    const store = { does: 'store', at, word: random.below(2 ** 31) } as const;
    return isFull ? store : random.pick([store, store, { does: 'load', at }, { does: 'say', at }] as const);
  };
  if (isFull) {
    end = parameters.heapPages * PAGE_BYTES;
    plan.push({ does: 'break', bytes: end });
  } else moveBreak();
  for (let i = 0; i < parameters.steps; i++) {
    let chosen = random.below(100);
    const is = (weight: number) => {
      chosen -= weight;
      return chosen < 0;
    };
    if (is(weights.break)) moveBreak();
    else if (is(weights.touch)) {
      const last = inHeap(random, pageUp(end) / PAGE_BYTES - 1);
      plan.push(access(end === 0 ? stack(4) : random.pick([anywhere(), last])));
    } else if (is(weights.stack)) plan.push(access(onStack()));
    else if (is(weights.refused)) plan.push({ does: 'say', at: forbidden(random, end, heapStart) });
    else if (is(weights.badBreak))
      plan.push({
        does: 'break',
        bytes: random.pick([
          -1,
          -PAGE_BYTES,
          -heapStart + 1,
          SHARED_BASE - heapStart + 1,
          GUARD_PAGE - heapStart,
          0x7000_0000,
        ]),
      });
    else if (is(weights.fork)) {
      plan.push({
        does: 'fork',
        child: [
          access(onStack()),
          ...(end === 0 ? [] : [access(anywhere()), { does: 'break', bytes: random.below(end) } as const]),
        ],
      });
      if (random.chance(1, 2)) plan.push({ does: 'wait' });
    }
  }
  // As far as a heap may go, and its very last page. Once: who looks at each page has 262,000 to look at.
  if (parameters.workload === 'refused' && isFirst) {
    plan.push(
      { does: 'break', bytes: SHARED_BASE - heapStart },
      { does: 'say', at: heap(SHARED_BASE - 4 - heapStart) },
      { does: 'break', bytes: 0 },
    );
    end = 0;
  }
  // Most end by an access that they may not make.
  if (random.chance(2, 3))
    plan.push(
      random.pick([
        { does: 'store', at: forbidden(random, end, heapStart), word: 1 },
        { does: 'load', at: forbidden(random, end, heapStart) },
      ] as const),
    );
  return plan;
}

/** A place where a process has no memory and gets none. */
function forbidden(random: Random, end: number, heapStart: number): Place {
  const behind = pageUp(end);
  const word = 4 * random.below(PAGE_BYTES / 4);
  const address = random.pick([
    // The guard, twice as often as others, and below it.
    GUARD_PAGE + word,
    STACK_LIMIT - 4,
    GUARD_PAGE - 4,
    // Behind the heap, at once and farther up.
    heapStart + behind,
    heapStart + behind + word,
    heapStart + behind + 5 * PAGE_BYTES,
    SHARED_BASE,
    // Below everything, and above.
    word,
    CODE_BASE - 4,
    STACK_LIMIT + STACK_PAGES * PAGE_BYTES,
    0x8004_0000,
    0xc000_0000,
    0xffff_fffc,
  ]);
  return heap(address - heapStart);
}

/** Machine code that ends by a fetch from heap or stack, or by a store to its code. */
function jumper(random: Random): SystemProgram {
  const end = random.pick([
    'jr s1',
    'addi s1, s1, 2047\naddi s1, s1, 2047\naddi s1, s1, 2\njr s1',
    `li t0, ${STACK_LIMIT}\njr t0`,
    `li t0, ${CODE_BASE}\nsw t0, 0(t0)`,
    `li t0, ${CODE_BASE + PAGE_BYTES}\njr t0`,
    `li t0, ${GUARD_PAGE}\njr t0`,
  ]);
  const source = `
    li a0, 0
    li a7, ${SYSTEM_CALL.setBreak}
    ecall
    mv s1, a0
    li t0, ${2 * PAGE_BYTES}
    add a0, a0, t0
    li a7, ${SYSTEM_CALL.setBreak}
    ecall
    sw s1, 0(s1)
    sw s1, -8(sp)
    ${end}
    li a0, 0
    li a7, ${SYSTEM_CALL.exit}
    ecall
  `;
  return { name: 'jumper', code: assemble(source, CODE_BASE).bytes, data: new Uint8Array([0x13, 0, 0, 0]) };
}
