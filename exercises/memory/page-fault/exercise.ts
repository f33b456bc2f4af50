/** Demand paging: what the kernel does when a page is touched that is not in memory. */
import { PAGE_FAULT_SHAPE } from '../../../simulator/kernel/memory/paging/page-fault-interface';
import { defineExercise } from '../../exercise-definition';
import { partsByMethod } from '../../judging/budgets';
import { definePicture } from '../../picture-description';
import { FRAME_HERE, framesPart, SWAP_PARTS, SWAP_READ, SWAP_WRITTEN } from '../paging-picture';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'The page fault',
  summary: 'Bring pages into memory when they are touched, and write those back that must leave.',
  rows: [85, 99],
  difficulty: 2,
  view: definePicture(EVENTS, {
    time: 'reference',
    parts: {
      frames: framesPart(['dirty', 'old content'], 'victim'),
      pages: { kind: 'table', title: 'Page table', key: 'page', columns: ['frame', 'disk', 'last'] },
      ...SWAP_PARTS,
    },
    on: {
      access: [
        { part: 'frames', slot: 'frame' },
        { part: 'frames', slot: 'frame', flags: { dirty: 1 }, when: { write: 1 } },
        { part: 'pages', row: 'page', set: { last: 'write' } },
      ],
      fault: [{ part: 'pages', row: 'page', set: { last: { text: 'fault' } } }],
      locate: [
        { part: 'pages', row: 'page', set: { disk: { text: 'never written' } }, when: { disk: 0 } },
        { part: 'pages', row: 'page', set: { disk: { text: 'on disk' } }, when: { disk: 1 } },
      ],
      allocated: [
        {
          part: 'frames',
          slot: 'frame',
          value: -1,
          text: 'taken',
          flags: { 'old content': 1 },
          unless: { frame: -1 },
        },
      ],
      victim: [{ part: 'frames', slot: 'frame', pointer: 'victim' }],
      unmap: [
        {
          part: 'frames',
          slot: 'frame',
          text: 'page {page} left',
          value: 'page',
          flags: { 'old content': 1 },
        },
        { part: 'pages', row: 'page', set: { frame: { text: '' }, disk: 'disk' } },
      ],
      freed: [{ part: 'frames', slot: 'frame', clear: true }],
      zeroed: [
        { part: 'frames', slot: 'frame', value: -1, text: 'zeros', flags: { dirty: 0, 'old content': 0 } },
      ],
      written: [...SWAP_WRITTEN, FRAME_HERE, { part: 'pages', row: 'page' }],
      read: [
        ...SWAP_READ,
        {
          part: 'frames',
          slot: 'frame',
          value: 'page',
          text: 'page {page}, read',
          flags: { dirty: 0, 'old content': 0 },
        },
      ],
      unresolved: [{ part: 'pages', row: 'page' }],
      load: [
        { part: 'frames', slot: 'frame', value: 'page', text: 'page {page}', flags: { dirty: 0 } },
        { part: 'pages', row: 'page', set: { frame: 'frame', disk: 'disk' } },
      ],
    },
  }),
  shape: PAGE_FAULT_SHAPE,
  events: EVENTS.kinds,
  rules: [
    {
      id: 'DP1',
      title: 'A page that was never written gets a frame of zeros, without the disk.',
      points: 15,
    },
    { id: 'DP2', title: 'A page of the swap area is read once, before it is present.', points: 15 },
    {
      id: 'DP3',
      title: 'One frame is taken: a free one if there is one, else that of the victim.',
      points: 10,
    },
    {
      id: 'DP4',
      title: 'A dirty victim is written once, before its frame is used; a clean one is not.',
      points: 15,
    },
    {
      id: 'DP5',
      title: 'A victim is not present any more before that, and its entry says where it is.',
      points: 15,
    },
    {
      id: 'DP6',
      title: 'The missing page is present afterwards, and its entry says what the disk has.',
      points: 10,
    },
    { id: 'DP7', title: 'giveUp frees the frame of the page that left.', points: 10 },
  ],
  budgets: [
    {
      id: 'accesses',
      title: 'Services that your mechanism calls',
      counter: 'mechanismAccesses',
      unit: 'accesses',
      parts: partsByMethod(PAGE_FAULT_SHAPE, 'Accesses'),
      points: 10,
      factor: 2.5,
      slack: 20,
    },
  ],
  metric: { counter: 'mechanismAccesses', title: 'Services called', unit: 'accesses' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
