/** Segments: selector and offset against base, limit and rights, to the byte. */
import { SEGMENTATION_SHAPE } from '../../../simulator/hardware/translation/segments/segment-unit-interface';
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Base and limit',
  summary: 'Translate selectors and offsets by descriptors, with bounds that are exact to the byte.',
  rows: [83],
  difficulty: 1,
  view: definePicture(EVENTS, {
    time: 'access',
    parts: {
      table: { kind: 'table', title: 'The table in use', key: 'from', columns: ['descriptors'] },
      descriptors: {
        kind: 'table',
        title: 'Descriptors in memory (present, read, write, execute: P R W X)',
        key: 'at',
        columns: ['base', 'limit', 'flags', 'last'],
      },
      loads: { kind: 'queue', title: 'Words loaded for this access' },
      accesses: { kind: 'table', title: 'Accesses', key: 'address', columns: ['access', 'bytes', 'answer'] },
    },
    on: {
      described: [
        {
          part: 'descriptors',
          row: 'place',
          name: '{place:place}',
          set: {
            base: { text: '{base:place}' },
            limit: { text: '{limit:place}' },
            flags: 'flags',
            last: { text: 'written' },
          },
        },
      ],
      table: [
        { part: 'table', clear: true },
        { part: 'table', row: 'table', name: '{table:place}', set: { descriptors: 'count' } },
      ],
      changed: [{ part: 'descriptors', row: 'descriptor', unless: { descriptor: -1 } }],
      access: [
        { part: 'loads', clear: true },
        {
          part: 'accesses',
          row: 'address',
          name: '{address:place}',
          set: { access: 'access', bytes: 'bytes', answer: { text: '' } },
        },
      ],
      loaded: [
        { part: 'loads', push: 'place', text: '{place:place}: {word:bits}' },
        {
          part: 'descriptors',
          row: 'descriptor',
          set: { last: { text: 'loaded' } },
          unless: { descriptor: -1 },
        },
      ],
      stray: [{ part: 'loads', push: 'place', text: '{place:place}: no word of memory' }],
      translated: [
        { part: 'accesses', row: 'address', set: { answer: { text: '{physical:place}' } } },
        { part: 'descriptors', row: 'descriptor', unless: { descriptor: -1 } },
      ],
      fault: [
        { part: 'accesses', row: 'address', set: { answer: 'class' } },
        { part: 'descriptors', row: 'descriptor', unless: { descriptor: -1 } },
      ],
    },
  }),
  shape: SEGMENTATION_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'SG1', title: 'An offset in its segment leads to base plus offset.', points: 20 },
    { id: 'SG2', title: 'A selector without a segment faults as that.', points: 15 },
    { id: 'SG3', title: 'An access of which a byte is behind the limit is out of bounds.', points: 25 },
    { id: 'SG4', title: 'What the segment does not permit faults as that.', points: 15 },
    { id: 'SG5', title: 'No answer goes by a descriptor as it was before.', points: 10 },
    { id: 'SG6', title: 'Nothing but descriptors of the table in use is loaded.', points: 5 },
  ],
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Words that your unit loads',
      counter: 'memoryAccesses',
      unit: 'accesses',
      points: 10,
      factor: 1.5,
      margin: 0.3,
    },
  ],
  metric: { counter: 'memoryAccesses', title: 'Words loaded', unit: 'accesses' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
