/** Page replacement by second chance: which page leaves, by the bits that the hardware sets. */
import { PAGE_REPLACEMENT_SHAPE } from '../../../simulator/kernel/memory/paging/page-replacement-interface';
import { defineExercise } from '../../exercise-definition';
import { partsByMethod } from '../../judging/budgets';
import { definePicture } from '../../picture-description';
import { FRAME_HERE, framesPart, SWAP_PARTS, SWAP_READ, SWAP_WRITTEN } from '../paging-picture';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Page replacement by second chance',
  summary: 'Choose which page leaves memory by accessed and dirty bits, and never one that is pinned.',
  rows: [100, 102],
  difficulty: 2,
  view: definePicture(EVENTS, {
    time: 'reference',
    parts: {
      frames: framesPart(['accessed', 'cleared now', 'dirty', 'pinned'], 'last victim', 'victim'),
      pages: { kind: 'table', title: 'Page table', key: 'page', columns: ['frame', 'where', 'last'] },
      ...SWAP_PARTS,
    },
    on: {
      access: [
        { part: 'frames', slot: 'frame', flags: { accessed: 1 } },
        { part: 'frames', slot: 'frame', flags: { dirty: 1 }, when: { write: 1 } },
        { part: 'pages', row: 'page', set: { last: 'write' } },
      ],
      fault: [{ part: 'pages', row: 'page', set: { last: { text: 'fault' } } }],
      locate: [
        { part: 'pages', row: 'page', set: { where: { text: 'never written' } }, when: { disk: 0 } },
        { part: 'pages', row: 'page', set: { where: { text: 'on disk' } }, when: { disk: 1 } },
      ],
      ask: [{ part: 'frames', every: true, flags: { 'cleared now': 0 } }],
      victim: [
        { part: 'frames', slot: 'frame', value: 'page', text: 'page {page} leaves', pointer: 'victim' },
        { part: 'pages', row: 'page', set: { frame: { text: '' }, where: { text: 'left' } } },
      ],
      refused: [{ part: 'frames', slot: 'answer' }],
      cleared: [{ part: 'frames', slot: 'frame', flags: { accessed: 0, 'cleared now': 1 } }],
      stray: [FRAME_HERE],
      written: [...SWAP_WRITTEN, FRAME_HERE],
      read: [...SWAP_READ, FRAME_HERE],
      load: [
        { part: 'frames', slot: 'frame', clear: true },
        { part: 'frames', slot: 'frame', value: 'page', text: 'page {page}', pointer: 'last victim' },
        { part: 'pages', row: 'page', set: { frame: 'frame', where: { text: 'in memory' } } },
      ],
      pin: [{ part: 'frames', slot: 'frame', flags: { pinned: 1 } }],
      unpin: [{ part: 'frames', slot: 'frame', flags: { pinned: 0 } }],
    },
  }),
  shape: PAGE_REPLACEMENT_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'PR1', title: 'A pinned frame neither leaves nor loses its accessed bit.', points: 20 },
    { id: 'PR2', title: 'No accessed frame leaves while there is one that was not accessed.', points: 20 },
    { id: 'PR3', title: 'Of those, no dirty frame leaves while there is a clean one.', points: 20 },
    { id: 'PR4', title: 'Of equals the first one from the hand on leaves.', points: 15 },
    {
      id: 'PR5',
      title: 'Accessed bits are cleared where the second look passes, and nowhere else.',
      points: 15,
    },
  ],
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Bits and pins that your policy reads and writes',
      counter: 'memoryAccesses',
      unit: 'accesses',
      parts: partsByMethod(PAGE_REPLACEMENT_SHAPE, 'Accesses'),
      points: 10,
      factor: 4,
      slack: 50,
    },
  ],
  metric: { counter: 'memoryAccesses', title: 'Bits and pins read and written', unit: 'accesses' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
