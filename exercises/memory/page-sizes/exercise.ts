/** Page sizes: waste at the end of a region against tables for smaller pages. */
import { PAGE_SIZE_SHAPE } from '../../../simulator/kernel/memory/page-sizes/page-size-interface';
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Page sizes',
  summary: 'Choose page sizes region by region: waste and tables together as small as can be.',
  rows: [94],
  difficulty: 2,
  view: definePicture(EVENTS, {
    time: 'region',
    parts: {
      region: {
        kind: 'table',
        title: 'This region',
        key: 'from',
        columns: ['size', 'pages', 'wasted', 'tables'],
      },
      pages: { kind: 'queue', title: 'Its pages, from the first byte on' },
    },
    on: {
      region: [
        { part: 'pages', clear: true },
        { part: 'region', clear: true },
        { part: 'region', row: 'start', name: '{start:place}', set: { size: { text: '{bytes:size}' } } },
      ],
      laid: [{ part: 'pages', push: 'at', text: '{at:place}: {count} × {pageBytes:size}' }],
      refused: [
        {
          part: 'pages',
          push: 'at',
          text: '{at:place}: size {answer} may not lie here, at most {largest} ({largestBytes:size})',
        },
      ],
      covered: [
        {
          part: 'region',
          row: 'start',
          set: { pages: 'pages', wasted: { text: '{waste:size}' }, tables: { text: '{tables:size}' } },
        },
      ],
    },
  }),
  shape: PAGE_SIZE_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'PS1', title: 'Every page has a size that may lie there.', points: 15 },
    { id: 'PS2', title: 'No region costs more than with one size for all.', points: 25 },
    { id: 'PS3', title: 'No region costs more than it must.', points: 35 },
    { id: 'PS4', title: 'Of layouts that cost the least, one with the fewest pages.', points: 15 },
  ],
  budgets: [
    {
      id: 'policy-units',
      title: 'What your policy computes',
      counter: 'policyUnits',
      unit: 'units',
      points: 10,
      factor: 8,
      slack: 5_000,
    },
  ],
  metric: { counter: 'policyUnits', title: 'Units computed', unit: 'units' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
