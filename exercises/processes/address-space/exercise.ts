/** Address space: pages that come when they are touched, a heap whose end moves, a stack with a guard. */

import { ADDRESS_SPACE_SHAPE as shape } from '../../../simulator/kernel/processes/demand-paging';
import { GUARD_PAGE, STACK_LIMIT, STACK_TOP } from '../../../simulator/kernel/processes/process-record';
import { defineExercise } from '../../exercise-definition';
import { partsByMethod } from '../../judging/budgets';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Address space',
  summary:
    'Give a process memory when it touches it: a heap whose end moves, a stack that grows, a guard below it.',
  rows: [9],
  difficulty: 2,
  view: definePicture(EVENTS, {
    parts: {
      spaces: {
        kind: 'space',
        title: 'Address spaces',
        noun: 'process',
        regions: ['heap', 'guard', 'stack'],
      },
    },
    on: {
      layout: [
        {
          part: 'spaces',
          space: 'process',
          region: 'heap',
          start: 'heapStart',
          end: 'heapEnd',
          rights: { text: 'rw-' },
        },
        {
          part: 'spaces',
          space: 'process',
          region: 'guard',
          start: GUARD_PAGE,
          end: STACK_LIMIT,
          rights: { text: '---' },
        },
        {
          part: 'spaces',
          space: 'process',
          region: 'stack',
          start: 'stackLimit',
          end: STACK_TOP,
          rights: { text: 'rw-' },
        },
      ],
      map: [{ part: 'spaces', space: 'process', map: 'page', frame: 'frame' }],
      unmap: [{ part: 'spaces', space: 'process', unmap: 'page' }],
      'page-fault': [
        { part: 'spaces', space: 'process', access: 'address', fault: { text: '{access}: it {answer}' } },
      ],
      break: [{ part: 'spaces', space: 'process', access: 'address' }],
      over: [{ part: 'spaces', space: 'process', clear: true }],
    },
  }),
  shape,
  events: EVENTS.kinds,
  rules: [
    {
      id: 'AS1',
      title: 'A page of heap or stack is there once it was loaded from or stored to.',
      points: 10,
    },
    { id: 'AS2', title: 'Every other access is refused with 0, and changes nothing.', points: 15 },
    {
      id: 'AS3',
      title: 'A page that comes has a frame of its own, of zeros, to read and write.',
      points: 10,
    },
    {
      id: 'AS4',
      title: 'Only touched pages take frames: one each, and one for a table where there was none.',
      points: 15,
    },
    {
      id: 'AS5',
      title: 'setBreak moves the end of the heap to where it may be, else answers -1 and changes nothing.',
      points: 10,
    },
    {
      id: 'AS6',
      title: 'A heap that shrinks gives back the frames of the pages behind its end, and no others.',
      points: 15,
    },
    { id: 'AS7', title: 'When a page was taken away, its translation is forgotten.', points: 10 },
    {
      id: 'AS8',
      title: 'Where memory does not suffice, a fault answers 0 and leaves nothing behind.',
      points: 5,
    },
  ],
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Words of tables and records that you load and store',
      counter: 'mechanismAccesses',
      unit: 'accesses',
      parts: partsByMethod(shape, 'Accesses'),
      points: 10,
      factor: 4,
      slack: 16_000,
    },
  ],
  metric: { counter: 'policyCycles', title: 'Cycles in your code, large heaps', unit: 'cycles' },
  limits: { unitsPerCase: 60_000_000 },
  showFailures: true,
  simulate,
  judge,
});
