/** The trap handler: which instruction trapped, and whether it is done for the program or ends it. */
import { TRAP_HANDLER_SHAPE } from '../../../simulator/kernel/processes/trap-handler';
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Trap handler',
  summary:
    'Decode what trapped in user mode: do it for the program, or end the program with nothing changed.',
  rows: [1],
  difficulty: 2,
  view: definePicture(EVENTS, {
    parts: {
      traps: {
        kind: 'table',
        title: 'Traps',
        key: 'process',
        columns: ['at', 'value', 'cause', 'outcome'],
      },
      instruction: {
        kind: 'table',
        title: 'The instruction',
        key: 'is',
        columns: ['writes', 'reads', 'and reads'],
      },
      registers: {
        kind: 'table',
        title: 'Its registers, and those that your handler changed',
        key: 'register',
        columns: ['before', 'after'],
      },
      bytes: {
        kind: 'table',
        title: 'Bytes from its address on',
        key: 'byte',
        columns: ['at', 'holds', 'the process'],
      },
      stored: { kind: 'queue', title: 'Bytes that your handler stored' },
      memory: { kind: 'space', title: 'Pages', noun: 'process' },
    },
    on: {
      trapped: [
        {
          part: 'traps',
          row: 'process',
          set: {
            at: { text: '{programCounter:place}' },
            value: { text: '{value:bits}' },
            cause: 'cause',
            outcome: { text: 'in hand' },
          },
        },
        { part: 'instruction', clear: true },
        { part: 'registers', clear: true },
        { part: 'bytes', clear: true },
        { part: 'stored', clear: true },
      ],
      instruction: [
        {
          part: 'instruction',
          row: 'instruction',
          set: { writes: 'target', reads: 'first', 'and reads': 'second' },
        },
      ],
      operand: [{ part: 'registers', row: 'register', set: { before: { text: '{value:bits}' } } }],
      'byte-there': [
        {
          part: 'bytes',
          row: 'offset',
          set: { at: { text: '{address:place}' }, 'the process': 'may' },
        },
        ...[1, 3].map((may) => ({
          ...{ part: 'bytes', row: 'offset', when: { may } },
          set: { holds: { text: '{byte:byte}' } },
        })),
      ],
      'register-set': [
        {
          part: 'registers',
          row: 'register',
          set: { before: { text: '{before:bits}' }, after: { text: '{value:bits}' } },
        },
      ],
      'byte-stored': [
        { part: 'stored', push: 'address', text: '{byte:byte} at {address:place}' },
        { part: 'memory', space: 'process', access: 'address' },
      ],
      'page-fault': [
        { part: 'memory', space: 'process', access: 'address', fault: 'answer', when: { answer: 0 } },
      ],
      'trap-handled': [
        { part: 'traps', row: 'process', set: { outcome: { text: '{answer} at {programCounter:place}' } } },
      ],
      map: [{ part: 'memory', space: 'process', map: 'page', frame: 'frame', rights: 'rights' }],
      unmap: [{ part: 'memory', space: 'process', unmap: 'page' }],
      over: [{ part: 'memory', space: 'process', clear: true }],
    },
  }),
  shape: TRAP_HANDLER_SHAPE,
  events: EVENTS.kinds,
  rules: [
    {
      id: 'TH1',
      title: 'A counter is read as the program asked: low or high word of the clock.',
      points: 10,
    },
    { id: 'TH2', title: 'mul, divu and remu have their results.', points: 15 },
    { id: 'TH3', title: 'A misaligned load has its result.', points: 10 },
    { id: 'TH4', title: 'A misaligned store stores its bytes.', points: 10 },
    { id: 'TH5', title: 'What was done traps once: the program goes on behind it.', points: 10 },
    { id: 'TH6', title: 'Every other instruction that traps ends its process.', points: 15 },
    {
      id: 'TH7',
      title: 'Nothing else changes; an instruction that ends its process has changed nothing at all.',
      points: 10,
    },
    { id: 'TH8', title: 'x0 is zero and takes nothing: it is not the program counter.', points: 10 },
  ],
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Registers and bytes that your handler reads and writes',
      counter: 'trapAccesses',
      unit: 'accesses',
      points: 5,
      factor: 3,
      slack: 50,
    },
    policyCycles(TRAP_HANDLER_SHAPE, { title: 'Cycles that your handler takes', points: 5 }),
  ],
  metric: {
    counter: 'policyCycles',
    title: 'Cycles in your handler, instructions of all kinds',
    unit: 'cycles',
  },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
