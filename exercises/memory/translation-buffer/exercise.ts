/** Translation buffers that the kernel fills: tags, switches of address spaces, and pages that leave the table. */
import { TRANSLATION_HANDLER_SHAPE } from '../../../simulator/kernel/memory/translations/translation-handler-interface';
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Translation buffers filled by the kernel',
  summary:
    'Fill the TLBs of several cores, with fewer tags than address spaces, and never a stale translation.',
  rows: [86, 90],
  difficulty: 3,
  view: definePicture(EVENTS, {
    time: 'reference',
    parts: {
      cores: { kind: 'table', title: 'Cores', key: 'core', columns: ['space', 'tag', 'last reference'] },
      entries: {
        kind: 'queue',
        title: 'Translation buffers: slots in use',
        noun: 'core',
        count: { parameter: 'cores' },
      },
      tables: { kind: 'space', title: 'Page tables', noun: 'space', pageBytes: 1 },
    },
    on: {
      switch: [{ part: 'cores', row: 'core', set: { space: 'space' } }],
      tag: [{ part: 'cores', row: 'core', set: { tag: 'tag' } }],
      hit: [
        {
          part: 'cores',
          row: 'core',
          set: { 'last reference': { text: 'page {page}: slot {slot}, frame {frame}' } },
        },
      ],
      stale: [
        {
          part: 'cores',
          row: 'core',
          set: { 'last reference': { text: 'page {page}: slot {slot}, STALE' } },
        },
      ],
      miss: [
        { part: 'cores', row: 'core', set: { 'last reference': { text: 'page {page}: miss' } } },
        { part: 'tables', space: 'space', access: 'page' },
      ],
      again: [
        { part: 'cores', row: 'core', set: { 'last reference': { text: 'page {page}: missed again' } } },
      ],
      map: [{ part: 'tables', space: 'space', map: 'page', frame: 'frame' }],
      unmap: [{ part: 'tables', space: 'space', unmap: 'page' }],
      write: [
        { part: 'entries', queue: 'core', remove: 'slot' },
        { part: 'entries', queue: 'core', push: 'slot', text: 'slot {slot}: page {page}, tag {tag}' },
      ],
      clear: [{ part: 'entries', queue: 'core', remove: 'slot' }],
    },
  }),
  shape: TRANSLATION_HANDLER_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'TB1', title: 'Slots, tags and cores exist, and no page is twice under one tag.', points: 10 },
    { id: 'TB2', title: "No space ever finds another one's translation.", points: 25 },
    { id: 'TB3', title: 'Once unmapped is over, no core finds the page any more.', points: 25 },
    { id: 'TB4', title: 'A miss is filled from the page table, or told as a fault.', points: 15 },
  ],
  budgets: [
    {
      id: 'misses',
      title: 'References that no slot had',
      counter: 'translationMisses',
      unit: 'misses',
      points: 15,
      factor: 1.5,
      slack: 30,
      margin: 0.3,
    },
    {
      id: 'interrupts',
      title: 'Cores that were interrupted for their buffers',
      counter: 'interrupts',
      unit: 'interrupts',
      points: 10,
      factor: 2,
      slack: 20,
    },
  ],
  metric: { counter: 'cycles', title: 'Cycles of 3,000 references on 4 cores', unit: 'cycles' },
  limits: { unitsPerCase: 50_000_000 },
  showFailures: true,
  simulate,
  judge,
});
