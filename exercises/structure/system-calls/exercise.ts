/** The dispatcher of system calls: numbers, permissions of groups, arguments copied in and checked. */
import { DISPATCHER_SHAPE } from '../../../simulator/kernel/processes/dispatcher';
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

const call = { part: 'calls', row: 'process', set: { call: 'number' } };

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
      memory: { kind: 'space', title: 'Pages', noun: 'process', regions: ['user'] },
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
      ],
      performed: [{ ...call, set: { outcome: { text: 'carried out' } } }],
      returned: [{ ...call, set: { outcome: { text: 'result {result}' } } }],
      'call-refused': [{ ...call, set: { outcome: { text: 'refused: {answer}' } } }],
      'bad-perform': [{ ...call, set: { outcome: { text: 'carried out, though not in hand' } } }],
      'bad-argument': [{ ...call, set: { outcome: { text: 'no effect: {why}' } } }],
      outside: [{ part: 'calls', row: 'process', set: { outcome: { text: 'frame {frame} is loaded' } } }],
      map: [{ part: 'memory', space: 'process', map: 'page', frame: 'frame' }],
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
