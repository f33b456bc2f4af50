/** An inverted page table with a hash in front, in counted memory. */
import { HASHED_TABLE_SHAPE } from '../../../simulator/kernel/memory/tables/hashed-table-interface';
import { defineExercise } from '../../exercise-definition';
import { partsByMethod } from '../../judging/budgets';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'The hashed page table',
  summary: 'One table for all processes, with an entry for each frame, found by a hash of process and page.',
  rows: [92, 93],
  difficulty: 2,
  view: definePicture(EVENTS, {
    time: 'call',
    parts: {
      frames: {
        kind: 'slots',
        title: 'Frames',
        noun: 'frame',
        count: { parameter: 'frames' },
        empty: 'free',
      },
      asked: { kind: 'table', title: 'Looked up', key: 'page', columns: ['process', 'answer', 'accesses'] },
    },
    on: {
      initialise: [{ part: 'frames', clear: true }],
      map: [
        {
          part: 'frames',
          slot: 'frame',
          value: 'page',
          text: 'page {page} of process {process}',
          when: { answer: 0 },
        },
        { part: 'frames', slot: 'frame', unless: { answer: 0 } },
      ],
      unmap: [{ part: 'frames', slot: 'answer', clear: true, unless: { answer: -1 } }],
      translate: [
        { part: 'asked', row: 'page', set: { process: 'process', answer: 'answer', accesses: 'accesses' } },
        { part: 'frames', slot: 'answer', unless: { answer: -1 } },
      ],
      holder: [{ part: 'frames', slot: 'frame' }],
    },
  }),
  shape: HASHED_TABLE_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'HT1', title: 'translate finds the frame of every mapped page.', points: 20 },
    { id: 'HT2', title: 'translate finds nothing that is not mapped.', points: 15 },
    { id: 'HT3', title: 'map answers whether the frame could take the page.', points: 15 },
    { id: 'HT4', title: 'unmap answers the frame that is free now.', points: 10 },
    { id: 'HT5', title: 'holder answers what a frame holds.', points: 15 },
    { id: 'HT6', title: "Nothing outside the table's memory is accessed.", points: 5 },
  ],
  budgets: [
    {
      id: 'look-ups',
      title: 'Loads and stores of translate',
      counter: 'translateAccesses',
      unit: 'accesses',
      points: 10,
      factor: 2,
      slack: 60,
    },
    {
      id: 'accesses',
      title: 'Loads and stores of all calls but initialise',
      counter: 'callAccesses',
      unit: 'accesses',
      parts: partsByMethod(HASHED_TABLE_SHAPE, 'Accesses', ['initialise']),
      points: 10,
      factor: 2.5,
      slack: 120,
    },
  ],
  metric: { counter: 'callAccesses', title: 'Loads and stores', unit: 'accesses' },
  limits: { unitsPerCase: 50_000_000 },
  showFailures: true,
  simulate,
  judge,
});
