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
        title: 'Frames, by what the table was told',
        noun: 'frame',
        count: { parameter: 'frames' },
        empty: 'free',
        flags: ['has the page', 'had the page', 'answered'],
      },
      words: { kind: 'queue', title: 'What the call loads and stores, by words of the memory' },
    },
    on: {
      initialise: [{ part: 'frames', clear: true }],
      called: [
        { part: 'frames', every: true, flags: { 'has the page': 0, 'had the page': 0, answered: 0 } },
        { part: 'words', clear: true },
      ],
      accessed: [
        { part: 'words', push: 'word', text: 'word {word} is {value}', when: { store: 0 } },
        { part: 'words', push: 'word', text: 'word {word} becomes {value}', when: { store: 1 } },
      ],
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
      moved: [{ part: 'frames', slot: 'frame', clear: true, flags: { 'had the page': 1 } }],
      unmap: [
        { part: 'frames', slot: 'held', clear: true, flags: { 'had the page': 1 }, unless: { held: -1 } },
        { part: 'frames', slot: 'answer', flags: { answered: 1 }, unless: { answer: -1 } },
      ],
      translate: [
        { part: 'frames', slot: 'held', flags: { 'has the page': 1 }, unless: { held: -1 } },
        { part: 'frames', slot: 'answer', flags: { answered: 1 }, unless: { answer: -1 } },
      ],
      holder: [{ part: 'frames', slot: 'frame' }],
      stray: [{ part: 'words', push: 'address', text: 'address {address} is outside' }],
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
