/** The pageout daemon: when it runs, and which pages leave, so that faults find free frames. */
import { DAEMON_SHAPE } from '../../../simulator/kernel/memory/paging/daemon-interface';
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { FRAME_HERE, framesPart, SWAP_PARTS, SWAP_READ, SWAP_WRITTEN } from '../paging-picture';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'The pageout daemon',
  summary:
    'Free frames before a fault needs one: between two watermarks, unused pages first, clean ones before dirty.',
  rows: [100, 101],
  difficulty: 2,
  view: definePicture(EVENTS, {
    time: 'reference',
    parts: {
      frames: framesPart(['accessed', 'dirty', 'pinned'], 'last victim'),
      daemon: { kind: 'table', title: 'Daemon', key: 'look', columns: ['in use', 'busy', 'state'] },
      ...SWAP_PARTS,
    },
    on: {
      access: [
        { part: 'frames', slot: 'frame', flags: { accessed: 1 } },
        { part: 'frames', slot: 'frame', flags: { dirty: 1 }, when: { write: 1 } },
      ],
      look: [
        {
          part: 'daemon',
          row: 0,
          set: { 'in use': 'used', busy: { text: '{busy} %' }, state: { text: 'looks' } },
        },
      ],
      looked: [{ part: 'daemon', row: 0, set: { 'in use': 'used', state: { text: 'sleeps' } } }],
      victim: [
        { part: 'frames', slot: 'frame', pointer: 'last victim' },
        { part: 'frames', slot: 'frame', clear: true },
      ],
      refused: [{ part: 'frames', slot: 'answer' }],
      cleared: [{ part: 'frames', slot: 'frame', flags: { accessed: 0 } }],
      stray: [FRAME_HERE],
      written: [...SWAP_WRITTEN, FRAME_HERE],
      read: [...SWAP_READ, FRAME_HERE],
      load: [
        { part: 'frames', slot: 'frame', clear: true },
        { part: 'frames', slot: 'frame', value: 'page', text: 'page {page}' },
      ],
      pin: [{ part: 'frames', slot: 'frame', flags: { pinned: 1 } }],
      unpin: [{ part: 'frames', slot: 'frame', flags: { pinned: 0 } }],
    },
  }),
  shape: DAEMON_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'PD1', title: 'Only pages that are there and not pinned leave.', points: 10 },
    { id: 'PD2', title: 'Nobody leaves when little is in use and the processor is busy.', points: 15 },
    { id: 'PD3', title: 'Else pages leave until the target is reached, and no more.', points: 15 },
    { id: 'PD4', title: 'Pages that nobody used since the last look leave first.', points: 15 },
    { id: 'PD5', title: 'Of those, clean ones leave before dirty ones.', points: 15 },
    { id: 'PD6', title: 'Of equals the lowest frame leaves first.', points: 5 },
    { id: 'PD7', title: 'After each look no page that may leave has its accessed bit.', points: 15 },
  ],
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Bits and pins that your daemon reads and writes',
      counter: 'memoryAccesses',
      unit: 'accesses',
      points: 10,
      factor: 3,
      slack: 50,
    },
  ],
  metric: { counter: 'memoryAccesses', title: 'Bits and pins read and written', unit: 'accesses' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
