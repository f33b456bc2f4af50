/**
 * What a call of a mechanism left in the processes that it was about, as events behind it: its answer, then fields of
 * records and registers. Pictures show them, and a finding about one of them stands at its event.
 */
import { defineEvents } from '../../simulator/engine/define-events';
import type { Trace } from '../../simulator/engine/trace';
import { PAGE_BYTES } from '../../simulator/hardware/memory/physical-memory';
import { NATIVE_REGISTERS } from '../../simulator/hardware/native/native-core';
import { SYSTEM_EVENTS } from '../../simulator/kernel/processes/process-events';
import { MAX_PROCESSES, PROCESS_FIELD, STACK_TOP } from '../../simulator/kernel/processes/process-record';
import {
  definePicture,
  type PictureDescription,
  type QueuePart,
  type TableEffect,
  type TablePart,
} from '../picture-description';
import { type SystemPart, systemPicture } from '../system-picture';
import type { Change, KernelSnapshot } from './kernel-snapshot';

/** By number. */
const FIELD_NAMES = (Object.keys(PROCESS_FIELD) as (keyof typeof PROCESS_FIELD)[]).sort(
  (first, second) => PROCESS_FIELD[first] - PROCESS_FIELD[second],
);
const REGISTER_NAMES = Array.from({ length: NATIVE_REGISTERS }, (_, i) => (i === 0 ? 'pc' : `x${i}`));
/** Fields and registers that hold addresses. */
const ADDRESSES = [
  PROCESS_FIELD.codeEnd,
  PROCESS_FIELD.heapStart,
  PROCESS_FIELD.break,
  PROCESS_FIELD.stackLimit,
];
const PROGRAM_COUNTER = 0;
const STACK_POINTER = 2;

export const CALL_EVENTS = defineEvents({
  ...SYSTEM_EVENTS.definitions,
  answered: {
    fields: ['process', 'answer'],
    description: 'The mechanism answered a call about this process; fields and registers behind it follow.',
    sentence: 'for process {process} the answer is {answer}',
  },
  field: {
    fields: ['process', 'field', 'value'],
    description: 'Behind a call a field of the record has this value, and was not told with it before.',
    sentence: '{field} of process {process} is {value} ({value:bits})',
    words: { field: FIELD_NAMES },
  },
  register: {
    fields: ['process', 'register', 'value'],
    description: 'Behind a call a register has this value, and was not told with it before.',
    sentence: '{register} of process {process} is {value} ({value:bits})',
    words: { register: REGISTER_NAMES },
  },
  'stack-word': {
    fields: ['process', 'below', 'address', 'word'],
    description: 'Behind a call this word lies on the stack, so many words below its top.',
    sentence: 'on the stack of process {process}, {word:bits} lies at {address:place}',
  },
  'frame-word': {
    fields: ['changed', 'word', 'before', 'now'],
    description:
      'Behind a call a word of a frame that was in use before is another one: the first such word.',
    sentence: 'word {word} of frame {changed}, which was in use, was {before:bits} and is {now:bits}',
  },
  unreached: {
    fields: ['process', 'frame'],
    description: 'Behind a call a frame is in use that no page table leads to, and was not so before.',
    sentence: 'frame {frame} is in use, but no page table leads to it: nobody can give it back',
  },
});

export class ToldCalls {
  private readonly fields = new Map<number, readonly number[]>();
  private readonly registers = new Map<number, readonly number[]>();

  constructor(
    private readonly trace: Trace,
    private readonly cycle: () => number,
  ) {}

  /** @param isNew whether the process is another one than the number last was. */
  tell(after: KernelSnapshot, process: number, isNew = false): void {
    if (isNew) for (const known of [this.fields, this.registers]) known.delete(process);
    const record = after.records.get(process);
    if (record !== undefined)
      this.differences(
        this.fields,
        process,
        FIELD_NAMES.map((name) => record[name]),
        CALL_EVENTS.index.field,
      );
    this.differences(this.registers, process, after.registers.get(process) ?? [], CALL_EVENTS.index.register);
  }

  /** Of the first page of a stack, from the stack pointer up to its top. */
  stack(process: number, page: readonly number[], pointer: number): void {
    const lowest = (pointer >>> 0) - (STACK_TOP - PAGE_BYTES);
    if (page.length === 0 || lowest < 0 || lowest > PAGE_BYTES) return;
    for (let i = lowest >>> 2; i < page.length; i++)
      this.trace.record(
        this.cycle(),
        CALL_EVENTS.index['stack-word'],
        process,
        page.length - i,
        STACK_TOP - PAGE_BYTES + 4 * i,
        page[i],
      );
  }

  answered(process: number, answer: number, before: KernelSnapshot, after: KernelSnapshot): void {
    this.trace.record(this.cycle(), CALL_EVENTS.index.answered, process, answer);
    const known = new Set(unreached(before));
    for (const frame of unreached(after))
      if (!known.has(frame)) this.trace.record(this.cycle(), CALL_EVENTS.index.unreached, process, frame);
  }

  /** A word of memory that was to stay as it was. */
  changed(change: Change | undefined): void {
    if (change?.what !== 'frame') return;
    const { owner, index, from, to } = change;
    this.trace.record(this.cycle(), CALL_EVENTS.index['frame-word'], owner, index, from, to);
  }

  private differences(
    known: Map<number, readonly number[]>,
    process: number,
    values: readonly number[],
    kind: number,
  ): void {
    const before = known.get(process);
    for (const [index, value] of values.entries())
      if (before?.[index] !== value) this.trace.record(this.cycle(), kind, process, index, value);
    known.set(process, values);
  }
}

/** Frames in use that are neither a root table of a process nor named below one. */
function unreached(snapshot: KernelSnapshot): number[] {
  const reached = new Set<number>();
  for (const { root } of snapshot.records.values()) {
    const { tables, pages } = snapshot.space(root);
    reached.add(root);
    for (const { frame } of [...tables.values(), ...pages]) reached.add(frame);
  }
  return snapshot.usedFrames().filter((frame) => !reached.has(frame));
}

const columns = Array.from({ length: MAX_PROCESSES }, (_, process) => `process ${process}`);
const RECORDS: TablePart = { kind: 'table', title: 'Records', key: 'field', columns };
const REGISTERS: TablePart = { kind: 'table', title: 'Registers', key: 'register', columns };

const cell = (part: string, row: string, addresses: readonly number[]): TableEffect[] => {
  const effect = { part, row, column: { field: 'process' } };
  return [
    { ...effect, value: 'value' },
    ...addresses.map((address) => ({
      ...effect,
      value: { text: '{value:bits}' },
      when: { [row]: address },
    })),
  ];
};

const UNREACHED: QueuePart = {
  kind: 'queue',
  title: 'Frames that the call left in use, though no page table leads to them',
};

const CHANGED: TablePart = {
  kind: 'table',
  title: 'Memory in use that the call changed',
  key: 'frame',
  columns: ['word', 'was', 'is'],
};

const STACK: TablePart = {
  kind: 'table',
  title: 'What the call left on the stack',
  key: 'below its top',
  columns: ['address', 'word'],
};

/** These parts, below records and registers, and the stack where calls make one. */
export function callPicture(hasStack: boolean, ...names: readonly SystemPart[]): PictureDescription {
  const { parts, on } = systemPicture(...names);
  const stack: PictureDescription['on'] = {
    'stack-word': [
      {
        part: 'stack',
        row: 'below',
        set: { address: { text: '{address:place}' }, word: { text: '{word:bits}' } },
      },
    ],
  };
  return definePicture(CALL_EVENTS, {
    parts: {
      records: RECORDS,
      registers: REGISTERS,
      unreached: UNREACHED,
      changed: CHANGED,
      ...(hasStack && { stack: STACK }),
      ...parts,
    },
    on: {
      ...on,
      ...(hasStack && stack),
      answered: [
        { part: 'unreached', clear: true },
        { part: 'changed', clear: true },
        ...(hasStack ? [{ part: 'stack', clear: true } as const] : []),
      ],
      unreached: [{ part: 'unreached', push: 'frame', text: 'frame {frame}' }],
      'frame-word': [
        {
          part: 'changed',
          row: 'changed',
          set: { word: 'word', was: { text: '{before:bits}' }, is: { text: '{now:bits}' } },
        },
      ],
      field: cell('records', 'field', ADDRESSES),
      register: cell('registers', 'register', [PROGRAM_COUNTER, STACK_POINTER]),
    },
  });
}
