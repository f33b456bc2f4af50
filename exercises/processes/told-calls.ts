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
  type TableEffect,
  type TablePart,
} from '../picture-description';
import { type SystemPart, systemPicture } from '../system-picture';
import type { KernelSnapshot } from './kernel-snapshot';

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
    sentence: '{field} of process {process} is {value}',
    words: { field: FIELD_NAMES },
  },
  register: {
    fields: ['process', 'register', 'value'],
    description: 'Behind a call a register has this value, and was not told with it before.',
    sentence: '{register} of process {process} is {value}',
    words: { register: REGISTER_NAMES },
  },
  'stack-word': {
    fields: ['process', 'below', 'address', 'word'],
    description: 'Behind a call this word lies on the stack, so many words below its top.',
    sentence: 'on the stack of process {process}, {word:place} lies at {address:place}',
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

  answered(process: number, answer: number): void {
    this.trace.record(this.cycle(), CALL_EVENTS.index.answered, process, answer);
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

const columns = Array.from({ length: MAX_PROCESSES }, (_, process) => `process ${process}`);
const RECORDS: TablePart = { kind: 'table', title: 'Records', key: 'field', columns };
const REGISTERS: TablePart = { kind: 'table', title: 'Registers', key: 'register', columns };

const cell = (part: string, row: string, addresses: readonly number[]): TableEffect[] => {
  const effect = { part, row, column: { field: 'process' } };
  return [
    { ...effect, value: 'value' },
    ...addresses.map((address) => ({
      ...effect,
      value: { text: '{value:place}' },
      when: { [row]: address },
    })),
  ];
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
    answered: [{ part: 'stack', clear: true }],
    'stack-word': [
      {
        part: 'stack',
        row: 'below',
        set: { address: { text: '{address:place}' }, word: { text: '{word:place}' } },
      },
    ],
  };
  return definePicture(CALL_EVENTS, {
    parts: { records: RECORDS, registers: REGISTERS, ...(hasStack && { stack: STACK }), ...parts },
    on: {
      ...on,
      ...(hasStack && stack),
      field: cell('records', 'field', ADDRESSES),
      register: cell('registers', 'register', [PROGRAM_COUNTER, STACK_POINTER]),
    },
  });
}
