/** A two-level page table, kept by the kernel and walked by the hardware. */
import { PAGE_TABLE_SHAPE } from '../../../simulator/kernel/memory/tables/page-table-interface';
import { defineExercise } from '../../exercise-definition';
import { partsByMethod } from '../../judging/budgets';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'The two-level page table',
  summary: 'Map, unmap and translate pages with tables only for the regions in use.',
  rows: [82, 88, 89],
  difficulty: 2,
  view: definePicture(EVENTS, {
    time: 'access',
    parts: {
      root: { kind: 'table', title: 'Entries of the root', key: 'entry', columns: ['frame', 'bits'] },
      frames: { kind: 'slots', title: 'Frames for tables', noun: 'frame', empty: 'free' },
      pages: { kind: 'table', title: 'Asked for', key: 'page', columns: ['frame', 'rights', 'answer'] },
      walks: { kind: 'table', title: 'Looked up', key: 'address', columns: ['hardware', 'translate'] },
    },
    on: {
      root: [{ part: 'frames', slot: 'frame', value: -1, text: 'the root' }],
      pointed: [{ part: 'root', row: 'place', set: { frame: 'frame', bits: 'bits' } }],
      map: [
        {
          part: 'pages',
          row: 'page',
          name: '{page:place}',
          set: { frame: { text: '{frame:place}' }, rights: 'rights', answer: { text: '' } },
        },
      ],
      mapped: [{ part: 'pages', row: 'page', set: { answer: { text: 'map: {answer}' } } }],
      unmap: [{ part: 'pages', row: 'page', name: '{page:place}' }],
      unmapped: [{ part: 'pages', row: 'page', set: { answer: { text: 'unmap: {answer:place}' } } }],
      walk: [
        {
          part: 'walks',
          row: 'address',
          name: '{address:place}',
          set: { hardware: { text: '{physical:place}' } },
          unless: { physical: -1 },
        },
        {
          part: 'walks',
          row: 'address',
          name: '{address:place}',
          set: { hardware: { text: 'page fault' } },
          when: { physical: -1 },
        },
      ],
      translated: [
        {
          part: 'walks',
          row: 'address',
          name: '{address:place}',
          set: { translate: { text: '{answer:place}' } },
        },
      ],
      stored: [{ part: 'frames', slot: 'table', text: 'entry {place}: {bits}', value: 'word' }],
      allocated: [{ part: 'frames', slot: 'frame', value: -1, text: 'old content', unless: { frame: -1 } }],
      cleared: [{ part: 'frames', slot: 'frame', value: 0, text: 'zeros' }],
      freed: [{ part: 'frames', slot: 'frame', clear: true }],
    },
  }),
  shape: PAGE_TABLE_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'PT1', title: 'The hardware finds every mapped page, with its rights.', points: 15 },
    { id: 'PT2', title: 'The hardware finds nothing that is not mapped.', points: 10 },
    { id: 'PT3', title: 'translate answers what the hardware would find.', points: 15 },
    { id: 'PT4', title: 'translate reads the entries that the hardware reads.', points: 10 },
    { id: 'PT5', title: 'A region gets a table with its first page, and no other.', points: 10 },
    { id: 'PT6', title: 'The table of a region is free once its last page is unmapped.', points: 10 },
    { id: 'PT7', title: 'map and unmap answer what became of it.', points: 10 },
    { id: 'PT8', title: 'Nothing but the tables is read or written.', points: 10 },
  ],
  budgets: [
    {
      id: 'accesses',
      title: 'Services that your table calls',
      counter: 'mechanismAccesses',
      unit: 'accesses',
      parts: partsByMethod(PAGE_TABLE_SHAPE, 'Accesses'),
      points: 10,
      factor: 2,
      slack: 60,
    },
  ],
  metric: { counter: 'mechanismAccesses', title: 'Services called', unit: 'accesses' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
