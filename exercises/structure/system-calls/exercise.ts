/** The dispatcher of system calls: numbers, permissions of groups, arguments copied in and checked. */
import { DISPATCHER_SHAPE } from '../../../simulator/kernel/processes/dispatcher';
import { ARGUMENT, SYSTEM_CALL_NAMES, systemCallOf } from '../../../simulator/kernel/system-calls';
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { definePicture, type SpaceEffect } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

const call = { part: 'calls', row: 'process', set: { call: 'number' } };

/** Marks where the pointers of a call lead. */
const pointers = SYSTEM_CALL_NAMES.flatMap((_, number): readonly SpaceEffect[] =>
  (systemCallOf(number)?.arguments ?? []).flatMap(([kind], argument) =>
    kind === ARGUMENT.value
      ? []
      : [
          {
            ...{ part: 'memory', space: 'process', when: { number } },
            access: argument === 0 ? 'first' : 'second',
          },
        ],
  ),
);

export default defineExercise({
  title: 'System calls',
  summary:
    'Write the dispatcher between trap and service: table, permissions, and arguments that nobody can forge.',
  rows: [2, 3],
  difficulty: 2,
  view: definePicture(EVENTS, {
    parts: {
      calls: {
        kind: 'table',
        title: 'System calls',
        key: 'process',
        columns: ['call', 'first', 'second', 'outcome'],
      },
      inHand: {
        kind: 'table',
        title: 'The call in hand',
        key: 'process',
        columns: ['its group', 'copied in of first, second', 'is answered'],
      },
      memory: { kind: 'space', title: 'Pages', noun: 'process' },
    },
    on: {
      call: [
        {
          ...call,
          set: {
            ...call.set,
            first: { text: '{first:place}' },
            second: { text: '{second:place}' },
            outcome: { text: 'in hand' },
          },
        },
        { part: 'inHand', clear: true },
        ...pointers,
      ],
      permitted: [
        {
          ...{ part: 'inHand', row: 'process', unless: { group: -1 } },
          set: { 'its group': { text: '{group}: it {may}' } },
        },
        {
          ...{ part: 'inHand', row: 'process', when: { group: -1 } },
          set: { 'its group': { text: 'none: there is no such call' } },
        },
      ],
      'copied-in': [
        {
          ...{ part: 'inHand', row: 'process' },
          set: { 'copied in of first, second': { text: '{first:count bytes}, {second:count bytes}' } },
        },
      ],
      answers: [{ part: 'inHand', row: 'process', set: { 'is answered': 'answer' } }],
      performed: [{ ...call, set: { outcome: { text: 'carried out' } } }, ...pointers],
      returned: [{ ...call, set: { outcome: { text: 'result {result}' } } }],
      'call-refused': [{ ...call, set: { outcome: { text: 'refused: {answer}' } } }],
      'bad-perform': [{ ...call, set: { outcome: { text: 'carried out, though not in hand' } } }],
      'bad-argument': [{ ...call, set: { outcome: { text: 'no effect: {why}' } } }],
      outside: [
        { part: 'calls', row: 'process', set: { outcome: { text: 'loads frame {frame}, not its own' } } },
      ],
      map: [{ part: 'memory', space: 'process', map: 'page', frame: 'frame', rights: 'rights' }],
      unmap: [{ part: 'memory', space: 'process', unmap: 'page' }],
      'page-fault': [{ part: 'memory', space: 'process', access: 'address', fault: 'answer' }],
      over: [
        { part: 'calls', row: 'process', remove: true },
        { part: 'memory', space: 'process', clear: true },
      ],
    },
  }),
  shape: DISPATCHER_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'SC1', title: 'A call that does not exist is answered -1, and nothing is carried out.', points: 5 },
    {
      id: 'SC2',
      title: 'A call of a group that the caller is not permitted is answered -1, and not carried out.',
      points: 15,
    },
    { id: 'SC3', title: 'Every other call is carried out once, as it was made.', points: 10 },
    { id: 'SC4', title: "The caller is answered the call's result.", points: 5 },
    {
      id: 'SC5',
      title:
        'A call whose pointer reaches what the caller may not use so is answered -1, and not carried out.',
      points: 20,
    },
    { id: 'SC6', title: 'What a call reads is copied in, every byte of it.', points: 15 },
    { id: 'SC7', title: "The kernel loads from no frame that is not the caller's.", points: 10 },
    {
      id: 'SC8',
      title: 'A buffer of less than 0 or more than 256 bytes and a text without an end are refused.',
      points: 5,
    },
    {
      id: 'SC9',
      title: 'Pages of heap and stack that nobody has touched yet are made, and used.',
      points: 5,
    },
  ],
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Words loaded, fields read and pages touched by your dispatcher',
      counter: 'mechanismAccesses',
      unit: 'accesses',
      points: 5,
      factor: 3,
      slack: 200,
    },
    policyCycles(DISPATCHER_SHAPE, { title: 'Cycles that your dispatcher takes', points: 5 }),
  ],
  metric: { counter: 'policyCycles', title: 'Cycles in your dispatcher, texts and buffers', unit: 'cycles' },
  limits: { unitsPerCase: 100_000_000 },
  showFailures: true,
  simulate,
  judge,
});
