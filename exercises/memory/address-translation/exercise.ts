/** The memory management unit: an address to where it lies, or to the one class of its fault. */
import { ADDRESS_TRANSLATION_SHAPE } from '../../../simulator/hardware/translation/units/memory-management-interface';
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'The memory management unit',
  summary: 'Walk a page table at each access: a physical address, or the class of its fault.',
  rows: [84, 87],
  difficulty: 2,
  view: definePicture(EVENTS, {
    time: 'access',
    parts: {
      walk: {
        kind: 'table',
        title: 'Entries of this walk',
        key: 'at',
        columns: ['entry', 'frame', 'bits', 'stored'],
      },
      accesses: { kind: 'table', title: 'Accesses', key: 'address', columns: ['access', 'mode', 'answer'] },
      entries: { kind: 'table', title: 'Entries in memory', key: 'at', columns: ['frame', 'bits', 'by'] },
    },
    on: {
      written: [
        {
          part: 'entries',
          row: 'place',
          name: '{place:place}',
          set: { frame: { text: '{frame:place}' }, bits: 'bits', by: { text: 'kernel' } },
        },
      ],
      access: [
        { part: 'walk', clear: true },
        {
          part: 'accesses',
          row: 'address',
          name: '{address:place}',
          set: { access: 'access', mode: 'mode', answer: { text: '' } },
        },
      ],
      loaded: [
        {
          part: 'walk',
          row: 'place',
          name: '{place:place}',
          set: { entry: { text: '{entry:bits}' }, frame: { text: '{frame:place}' }, bits: 'bits' },
        },
        { part: 'entries', row: 'place', name: '{place:place}' },
      ],
      stored: [
        {
          part: 'walk',
          row: 'place',
          name: '{place:place}',
          set: { stored: 'bits' },
        },
        {
          part: 'entries',
          row: 'place',
          name: '{place:place}',
          set: { frame: { text: '{frame:place}' }, bits: 'bits', by: { text: 'unit' } },
        },
      ],
      stray: [
        {
          part: 'walk',
          row: 'place',
          name: '{place:place}',
          set: { entry: { text: 'no word of memory' } },
        },
      ],
      translated: [{ part: 'accesses', row: 'address', set: { answer: { text: '{physical:place}' } } }],
      fault: [{ part: 'accesses', row: 'address', set: { answer: 'class' } }],
    },
  }),
  shape: ADDRESS_TRANSLATION_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'AT1', title: 'An address in a page of 4 KiB leads to its physical address.', points: 15 },
    { id: 'AT2', title: 'So does one in a superpage.', points: 10 },
    { id: 'AT3', title: 'What is not present faults as that.', points: 10 },
    { id: 'AT4', title: 'What its page does not permit faults as that.', points: 15 },
    { id: 'AT5', title: 'What makes no sense or leads out of memory is an illegal address.', points: 10 },
    { id: 'AT6', title: 'Each access that finds its page sets ACCESSED.', points: 10 },
    { id: 'AT7', title: 'A store sets DIRTY, and nothing else does.', points: 10 },
    { id: 'AT8', title: 'No fault changes anything, and nothing else changes.', points: 10 },
  ],
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Words that your unit loads and stores',
      counter: 'memoryAccesses',
      unit: 'accesses',
      points: 10,
      factor: 1.5,
      margin: 0.3,
    },
  ],
  metric: { counter: 'memoryAccesses', title: 'Words loaded and stored', unit: 'accesses' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
