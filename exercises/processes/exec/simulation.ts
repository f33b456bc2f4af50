/**
 * Processes that exec, under the mechanism of the submission, and what each of its calls found and left.
 *
 *      shell        the first process forks a child for every attempt: with this program, these arguments
 *      staircase    another process takes memory, so that exec finds exactly 0, 1, 2 ... free frames, up to enough
 *
 * A child whose exec is refused goes on, tries a program that can be run, and says a word of its memory before it.
 */
import type { Random } from '../../../simulator/engine/random';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { assemble } from '../../../simulator/hardware/toolchain/assembler';
import { RETURN_ADDRESS } from '../../../simulator/kernel/memory/address-spaces';
import {
  CODE_BASE,
  GUARD_PAGE,
  MAX_ARGUMENT_BYTES,
  MAX_ARGUMENTS,
  pageUp,
  STACK_TOP,
} from '../../../simulator/kernel/processes/process-record';
import { IMAGE_FIELD, type SystemProgram } from '../../../simulator/kernel/processes/program-image';
import { CONTROL_BLOCK } from '../../../simulator/kernel/threads/control-block';
import type { SimulationContext } from '../../exercise-definition';
import {
  type Change,
  KernelSnapshot,
  type MappedPage,
  type ProcessRecord,
  type Space,
  type Word,
} from '../kernel-snapshot';
import { type ObservedCall, observeCalls } from '../observed-calls';
import { anyBytes, heap, machineCodePlan, nativePlan, type Plan, type Step, stack } from '../process-plan';
import { measureFrames, runProcesses } from '../process-system';
import { CALL_EVENTS, ToldCalls } from '../told-calls';

export type ExecParameters = {
  readonly workload: 'shell' | 'staircase';
  /** What the first process is. */
  readonly code: 'native' | 'machine code';
  /** Which lists of arguments it tries: good ones, or also those that cannot be read or are too long. */
  readonly lists: 'good' | 'good and bad';
  /** Whether damaged programs are among those that it tries. */
  readonly damaged: boolean;
  /** Pages of code and data, and of zeros, of the larger programs. */
  readonly programPages: number;
  /** Frames of memory for processes. */
  readonly frames: number;
};

export interface LoadedPage extends MappedPage {
  /** Whether nobody had its frame before the call. */
  readonly isNew: boolean;
  /** First word that is not as in the file's frame for this page, or not 0 where it has none; -1 for none. */
  readonly firstDifference: number;
}

/** The texts of a list of arguments as the process's memory held them; or why they cannot be had. */
export type Texts =
  | readonly (readonly number[])[]
  | 'not at a multiple of 4'
  | 'cannot be read'
  | 'too many'
  | 'too long';

/** One call of exec: what it found and what it left. */
export interface ExecCall {
  /** Indexes in the trace: of the first event that it made, and of the one behind it. */
  readonly from: number;
  readonly event: number;
  readonly process: number;
  readonly image: number;
  readonly list: number;
  readonly answer: number;
  readonly header: Readonly<Record<keyof typeof IMAGE_FIELD, number>>;
  readonly texts: Texts;
  readonly recordBefore: ProcessRecord;
  readonly record: ProcessRecord;
  readonly registers: readonly number[];
  readonly space: Space;
  readonly pages: readonly LoadedPage[];
  /** The words of the first page of the stack. */
  readonly stack: readonly number[];
  readonly kernelEntry: number;
  readonly freeFrames: number;
  /** Frames in use that nobody had before the call, and those that were in use and are no longer. */
  readonly taken: readonly number[];
  readonly givenBack: readonly number[];
  /** Frames of its space before the call: root, tables, pages. */
  readonly oldFrames: readonly number[];
  /** What was there before and is no longer so: of the process where it is refused, and of everybody else. */
  readonly ownChange: Change | undefined;
  readonly otherChange: Change | undefined;
}

export interface ExecResult {
  readonly calls: readonly ExecCall[];
}

export const EVENTS = CALL_EVENTS;

export function simulate(context: SimulationContext, parameters: ExecParameters): ExecResult {
  const { trace, random } = context;
  const calls: ExecCall[] = [];
  runProcesses({
    ...{ context, frames: parameters.frames, mechanisms: { exec: context.policies } },
    programs: WORKLOADS[parameters.workload](random, parameters),
    observer(system) {
      const told = new ToldCalls(trace, () => system.kernel.cycle);
      return observeCalls(
        trace,
        ['exec'],
        (before?: KernelSnapshot) => new KernelSnapshot(system, before),
        (call, before, after) => {
          const left = lookAt(before, after, call);
          calls.push(left);
          const { process, answer, registers, stack } = left;
          told.answered(process, answer, before, after);
          told.changed(left.otherChange ?? (answer < 0 ? left.ownChange : undefined));
          told.tell(after, process);
          if (answer >= 0) told.stack(process, stack, registers[CONTROL_BLOCK.stackPointer]);
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
): ExecCall {
  const [process, image, list] = numbers as [number, number, number];
  const header = Object.fromEntries(
    Object.entries(IMAGE_FIELD).map(([name, index]) => [name, before.word(image, index)]),
  ) as ExecCall['header'];
  const [recordBefore, record] = [before.records.get(process), after.records.get(process)] as [
    ProcessRecord,
    ProcessRecord,
  ];
  const old = before.space(recordBefore.root);
  const space = after.space(record.root);
  const codeFrames = pageUp(Math.max(0, header.codeBytes)) / PAGE_BYTES;
  const fileFrames = codeFrames + pageUp(Math.max(0, header.dataBytes)) / PAGE_BYTES;
  const oldFrames = [recordBefore.root, ...[...old.tables.values(), ...old.pages].map(({ frame }) => frame)];
  const isOwn = ({ what, owner }: Word) => (what === 'frame' ? oldFrames.includes(owner) : owner === process);
  const stackPage = space.pages.find(({ address }) => address === STACK_TOP - PAGE_BYTES);
  return {
    ...{ from, event, process, image, list, answer },
    ...{ header, recordBefore, record, space, oldFrames },
    texts: textsAt(before, old, list),
    registers: after.registers.get(process) ?? [],
    pages: space.pages.map((page) => {
      const index = (page.address - CODE_BASE) / PAGE_BYTES;
      const isInFile = index >= 0 && index < fileFrames;
      return {
        ...page,
        isNew: !before.isUsed(page.frame) && after.isUsed(page.frame),
        firstDifference: isInFile
          ? after.firstDifference(page.frame, before, image + 1 + index)
          : after.firstNotZero(page.frame),
      };
    }),
    stack: stackPage === undefined ? [] : after.wordsOf(stackPage.frame),
    kernelEntry: after.kernelPartDifference(record.root, before, recordBefore.root),
    freeFrames: before.freeFrames,
    taken: after.usedBeyond(before),
    givenBack: before.usedBeyond(after),
    // Registers last: what is wrong in memory is worse.
    ownChange:
      answer < 0
        ? (before.firstChange(after, (word) => word.what !== 'register' && isOwn(word)) ??
          before.firstChange(after, (word) => word.what === 'register' && isOwn(word)))
        : undefined,
    otherChange: before.firstChange(after, (word) => !isOwn(word)),
  };
}

/** What a list of arguments is: addresses of texts, ended by 0, each text ended by a byte 0. */
function textsAt(memory: KernelSnapshot, space: Space, list: number): Texts {
  const texts: number[][] = [];
  if (list === 0) return texts;
  if (list % 4 !== 0) return 'not at a multiple of 4';
  let total = 0;
  for (let at = list; ; at += 4) {
    const address = memory.userWord(space, at);
    if (address === undefined) return 'cannot be read';
    if (address === 0) return texts;
    if (texts.length === MAX_ARGUMENTS) return 'too many';
    const text: number[] = [];
    const start = address >>> 0;
    let word: number | undefined;
    for (let place = start; ; place++) {
      if (place === start || place % 4 === 0) word = memory.userWord(space, place - (place % 4));
      if (word === undefined) return 'cannot be read';
      if (++total > MAX_ARGUMENT_BYTES) return 'too long';
      const byte = (word >>> (8 * (place % 4))) & 255;
      if (byte === 0) break;
      text.push(byte);
    }
    texts.push(text);
  }
}

const PAUSE_CYCLES = 400_000;
/** Programs by number; 0 is the first process. */
const SMALL = 1;
const LARGE = 2;
const NATIVE = 3;
const LATE_ENTRY = 4;
const FIRST_DAMAGED = 5;
const DAMAGES: readonly NonNullable<SystemProgram['damage']>[] = [
  { magic: 0x314e_5551 },
  { codeBytes: -4 },
  { dataBytes: -1 },
  { zeroBytes: -PAGE_BYTES },
  { zeroBytes: 0x7fff_f000 },
  { dataBytes: 0x7fff_ffff },
  { entry: -4 },
  { entry: 2 },
  { entry: PAGE_BYTES },
  { codeBytes: 0, entry: 4 },
];

function programs(random: Random, { programPages, damaged }: ExecParameters): SystemProgram[] {
  const says: Plan = [{ does: 'say', at: stack(8) }];
  const data = (pages: number) => anyBytes(random, PAGE_BYTES * pages - 4 * random.between(1, 900));
  const some = Math.ceil(programPages / 2);
  // In the second page of its code, and in its last word.
  const junk = new Uint8Array(PAGE_BYTES + 400);
  junk.set(machineCodePlan('junk', [], random).code as Uint8Array);
  const behind = machineCodePlan('late', says, random, {}, junk.length);
  const lateCode = joined(junk, withJumpAtEnd(behind.code as Uint8Array));
  const longCode = new Uint8Array(PAGE_BYTES * some + 4 * random.between(1, 900));
  longCode.set(machineCodePlan('large', says, random).code as Uint8Array);
  longCode.set(anyBytes(random, 64), longCode.length - 64);
  return [
    machineCodePlan('small', says, random),
    {
      name: 'large',
      code: longCode,
      data: data(some),
      zeroBytes: PAGE_BYTES * programPages - random.below(4000),
    },
    nativePlan('native', says, { data: data(1), zeroBytes: 9_000 }),
    {
      ...behind,
      code: lateCode,
      entry: lateCode.length - 4,
      data: anyBytes(random, 40),
    },
    ...(damaged ? DAMAGES.map((damage) => machineCodePlan('damaged', says, random, { damage })) : []),
    ...(damaged ? [{ ...behind, name: 'damaged', entry: (behind.code as Uint8Array).length }] : []),
  ];
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

/** Code with one more instruction behind it, which goes to the first one. */
function withJumpAtEnd(code: Uint8Array): Uint8Array {
  const source = `begin: .space ${code.length}\n j begin\n`;
  return joined(code, assemble(source, CODE_BASE).bytes.slice(-4));
}

interface Attempt {
  readonly program: number;
  /** Of the list: address from the start of the data, or any number. */
  readonly list: { readonly inData: number } | number;
}

/** Data with lists and texts, at an address that is known when the code is. */
class ArgumentData {
  static readonly PAGES = 6;
  readonly bytes = new Uint8Array(ArgumentData.PAGES * PAGE_BYTES);
  private readonly view = new DataView(this.bytes.buffer);
  /** Places of words that hold an address in the data, and that address from its start. */
  private readonly addresses: [at: number, to: number][] = [];
  /** Lists stand in page 0, texts from page 1 on, what crosses a border and the last list behind them. */
  private nextText = PAGE_BYTES;
  private nextList = 0;

  constructor(private readonly random: Random) {}

  /** @returns where a text of so many bytes begins, with its 0 behind it. */
  text(length: number, at = this.nextText): number {
    for (let i = 0; i < length; i++) this.bytes[at + i] = this.random.between(1, 255);
    this.bytes[at + length] = 0;
    if (at === this.nextText) this.nextText += length + 1;
    return at;
  }

  /** @param entries from the start of the data, or an address as it is. @returns where the list begins. */
  list(entries: readonly ({ readonly inData: number } | number)[], at = this.nextList, ends = true): number {
    entries.forEach((entry, i) => {
      if (typeof entry === 'number') this.view.setInt32(at + 4 * i, entry, true);
      else this.addresses.push([at + 4 * i, entry.inData]);
    });
    if (ends) this.view.setInt32(at + 4 * entries.length, 0, true);
    if (at === this.nextList) this.nextList += 4 * (entries.length + 1);
    return at;
  }

  /** @param base address of the data. */
  at(base: number): Uint8Array {
    for (const [at, to] of this.addresses) this.view.setInt32(at, base + to, true);
    return this.bytes;
  }
}

const END = ArgumentData.PAGES * PAGE_BYTES;

function goodLists(random: Random, data: ArgumentData): number[] {
  const texts = (lengths: readonly number[]) =>
    data.list(lengths.map((length) => ({ inData: data.text(length) })));
  const same = data.text(5);
  return [
    texts([random.between(1, 20)]),
    texts([]),
    texts([0, random.between(1, 9), 0, random.between(20, 40)]),
    texts(Array.from({ length: MAX_ARGUMENTS }, () => random.between(0, 12))),
    texts([MAX_ARGUMENT_BYTES - 1]),
    texts([500, 1, 0, MAX_ARGUMENT_BYTES - 4 - 501]),
    data.list([{ inData: same }, { inData: same }, { inData: same + 2 }]),
    // Over the borders of pages: a text, and a list.
    data.list([{ inData: data.text(30, 5 * PAGE_BYTES - random.between(1, 29)) }]),
    data.list([{ inData: same }, { inData: same }, { inData: same }], 4 * PAGE_BYTES - 8),
    // A text that may only be read: the first bytes of the code, where there is any.
    data.list([CODE_BASE]),
  ];
}

function badLists(data: ArgumentData): (number | { readonly inData: number })[] {
  const good = data.text(6);
  const inData = (at: number) => ({ inData: at });
  const withText = (address: number) => inData(data.list([inData(good), address]));
  const tooMany = data.list(Array.from({ length: MAX_ARGUMENTS + 1 }, () => inData(good)));
  const tooLong = data.list([inData(data.text(MAX_ARGUMENT_BYTES))]);
  const together = data.list([inData(data.text(700)), inData(data.text(323))]);
  return [
    4,
    GUARD_PAGE,
    0x8000_0000 | 0,
    RETURN_ADDRESS | 0,
    -4,
    0x3000_0000,
    // What would be a list, but for its place.
    inData(data.list([inData(good)], PAGE_BYTES - 30)),
    inData(data.list([inData(good)]) + 2),
    withText(0x2000_0000),
    inData(data.list([inData(good), inData(good)], END - 8, false)),
    withText(7),
    withText(STACK_TOP),
    withText(RETURN_ADDRESS | 0),
    withText(-1),
    withText(STACK_TOP - 9 * PAGE_BYTES),
    ...[tooMany, tooLong, together].map(inData),
  ];
}

/** The first process: forks a child for each attempt. */
function shell(random: Random, parameters: ExecParameters): readonly SystemProgram[] {
  const others = programs(random, parameters);
  const data = new ArgumentData(random);
  const runnable = [SMALL, LARGE, NATIVE, LATE_ENTRY];
  const good = goodLists(random, data);
  const bad = parameters.lists === 'good' ? [] : badLists(data);
  const attempts: Attempt[] = [
    ...good.map((inData, i) => ({ program: runnable[i % 4], list: { inData } })),
    ...runnable.map((program) => ({ program, list: 0 })),
    ...bad.map((list) => ({ program: random.pick(runnable), list })),
    ...others.slice(FIRST_DAMAGED - 1).map((_, i) => ({ program: FIRST_DAMAGED + i, list: 0 })),
  ];
  const plan: Step[] = [];
  for (const { program, list } of random.shuffled(attempts)) {
    const back: Attempt = { program: random.pick(runnable), list: { inData: random.pick(good) } };
    const heapPages = random.pick([2, 3, 1_100]);
    plan.push({
      does: 'fork',
      child: [
        { does: 'store', at: stack(2 * PAGE_BYTES - 4 * random.below(900)), word: random.word() | 0 },
        // Some heaps lie in two tables.
        { does: 'break', bytes: heapPages * PAGE_BYTES },
        // Not in the first page of the heap: a list that runs on into it ends nowhere.
        {
          does: 'store',
          at: heap((heapPages - 1) * PAGE_BYTES + 4 * random.below(900)),
          word: random.word() | 0,
        },
        execStep(program, list),
        { does: 'say', at: heap(0) },
        execStep(back.program, back.list),
      ],
    });
    // Two at a time.
    if (plan.length % 2 === 0) plan.push({ does: 'wait' }, { does: 'wait' });
  }
  plan.push({ does: 'wait' });
  return [withData(random, parameters, plan, data), ...others];
}

/** Data lies just below the heap, in whole pages. */
const execStep = (program: number, list: Attempt['list']): Step => ({
  does: 'exec',
  program,
  list: typeof list === 'number' ? list : heap(list.inData - END),
});

function withData(random: Random, { code }: ExecParameters, plan: Plan, data: ArgumentData): SystemProgram {
  if (code === 'native') return nativePlan('shell', plan, { data: data.at(CODE_BASE) });
  const program = machineCodePlan('shell', plan, random);
  return { ...program, data: data.at(pageUp(CODE_BASE + (program.code as Uint8Array).length)) };
}

/**
 * In each round a child waits while another one takes memory until so many frames are left; then the first one runs a
 * program, which needs a known number of frames.
 */
function staircase(random: Random, parameters: ExecParameters): readonly SystemProgram[] {
  const others = programs(random, parameters);
  const data = new ArgumentData(random);
  const lists = goodLists(random, data);
  const plan: Step[] = [{ does: 'break', bytes: PAGE_BYTES }];
  const { child, free, needed } = measure(random, parameters, others);
  for (const left of random.shuffled([...Array(needed + 2).keys()])) {
    const taken = Math.max(0, free - 2 * child - left);
    plan.push(
      {
        does: 'fork',
        child: [
          { does: 'pause', cycles: PAUSE_CYCLES },
          execStep(LARGE, { inData: random.pick(lists) }),
          { does: 'say', at: heap(-4) },
        ],
      },
      {
        does: 'fork',
        child: [
          { does: 'break', bytes: taken * PAGE_BYTES },
          ...Array.from(
            { length: taken },
            (_, i): Step => ({ does: 'store', at: heap(i * PAGE_BYTES), word: i }),
          ),
          { does: 'pause', cycles: 2 * PAUSE_CYCLES },
        ],
      },
      { does: 'wait' },
      { does: 'wait' },
    );
  }
  return [withData(random, { ...parameters, code: 'native' }, plan, data), ...others];
}

/** Frames of a child of the first process, those that are free before there is one, and those that LARGE needs. */
function measure(
  random: Random,
  parameters: ExecParameters,
  others: readonly SystemProgram[],
): { readonly child: number; readonly free: number; readonly needed: number } {
  const begins = (plan: Plan) =>
    withData(random, { ...parameters, code: 'native' }, plan, new ArgumentData(random));
  const { own, free } = measureFrames(
    [{ does: 'break', bytes: PAGE_BYTES }],
    parameters.frames,
    begins,
    others,
  );
  const large = others[LARGE - 1];
  const bytes =
    pageUp((large.code as Uint8Array).length) + (large.data?.length ?? 0) + (large.zeroBytes ?? 0);
  // Its root, a table for it and one for the stack, and a page of stack.
  return { child: own, free, needed: 4 + pageUp(bytes) / PAGE_BYTES };
}

const WORKLOADS: Readonly<
  Record<ExecParameters['workload'], (random: Random, parameters: ExecParameters) => readonly SystemProgram[]>
> = { shell, staircase };
