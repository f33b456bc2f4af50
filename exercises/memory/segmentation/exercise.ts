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
      core: { kind: 'table', title: 'The core', key: 'selector', columns: ['what'] },
      descriptors: {
        kind: 'table',
        title: 'Descriptors in memory',
        key: 'place',
        columns: ['base', 'limit', 'flags'],
      },
      accesses: { kind: 'table', title: 'Accesses', key: 'address', columns: ['access', 'bytes', 'answer'] },
      loads: { kind: 'queue', title: 'Words loaded for this access' },
    },
    on: {
      described: [
        {
          part: 'descriptors',
          row: 'place',
          set: { base: { text: '{base:address}' }, limit: 'limit', flags: 'flags' },
        },
      ],
      table: [
        { part: 'core', clear: true },
        { part: 'core', row: 0, set: { what: { text: 'table at {table}, {count} descriptors' } } },
      ],
      changed: [{ part: 'core', row: 'selector', set: { what: { text: 'changed' } } }],
      access: [
        { part: 'loads', clear: true },
        {
          part: 'accesses',
          row: 'address',
          set: { access: 'access', bytes: 'bytes', answer: { text: '' } },
        },
      ],
      loaded: [{ part: 'loads', push: 'place', text: '{place}: {word}' }],
      translated: [{ part: 'accesses', row: 'address', set: { answer: { text: '{physical:address}' } } }],
      fault: [{ part: 'accesses', row: 'address', set: { answer: 'class' } }],
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
