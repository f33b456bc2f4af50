/** Hardware threads: which of them issues while others wait for memory. */
import { ISSUE_SHAPE } from '../../../simulator/hardware/native/issue-interface';
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Which hardware thread issues',
  summary: 'Hide what one hardware thread waits for memory behind what another computes.',
  rows: [80],
  difficulty: 2,
  view: definePicture(EVENTS, {
    parts: {
      threads: {
        kind: 'lanes',
        title: 'Hardware threads',
        noun: 'thread',
        states: { issues: 'running', ready: 'ready', waits: 'blocked', through: 'none' },
      },
      lines: { kind: 'table', title: 'Threads', key: 'thread', columns: ['kind', 'state', 'line'] },
    },
    on: {
      begins: [
        { part: 'threads', lane: 'thread', state: 'ready' },
        { part: 'lines', row: 'thread', set: { kind: 'kind', state: { text: 'ready' } } },
      ],
      issue: [
        { part: 'threads', lane: 'was', state: 'ready', when: { left: 0 }, unless: { was: -1 } },
        {
          ...{ part: 'lines', row: 'was', when: { left: 0 }, unless: { was: -1 } },
          set: { state: { text: 'ready' } },
        },
        { part: 'threads', lane: 'thread', state: 'issues', when: { waits: 0 } },
        { part: 'threads', lane: 'thread', state: 'waits', text: 'and all with it', when: { waits: 1 } },
        { part: 'lines', row: 'thread', set: { state: { text: 'issues' } }, when: { waits: 0 } },
        {
          part: 'lines',
          row: 'thread',
          set: { state: { text: 'waits, and all with it' } },
          when: { waits: 1 },
        },
      ],
      stalled: [
        { part: 'threads', lane: 'thread', state: 'waits' },
        {
          part: 'lines',
          row: 'thread',
          set: { state: { text: 'waits' }, line: { text: 'comes at cycle {until}' } },
        },
      ],
      came: [
        { part: 'threads', lane: 'thread', state: { field: 'state' } },
        { part: 'lines', row: 'thread', set: { state: { text: 'ready' } }, when: { state: 1 } },
        { part: 'lines', row: 'thread', set: { state: { text: 'issues' } }, when: { state: 0 } },
        { part: 'lines', row: 'thread', set: { line: { text: 'came' } } },
      ],
      refused: [
        { part: 'lines', row: 'answer', set: { state: { text: 'through, and named' } }, when: { why: 1 } },
      ],
      ended: [
        { part: 'threads', lane: 'thread', state: 'through' },
        { part: 'lines', row: 'thread', set: { state: { text: 'through' }, line: { text: '' } } },
      ],
    },
  }),
  shape: ISSUE_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'HT1', title: 'Only threads that are not through issue, and all come to their end.', points: 25 },
    {
      id: 'HT2',
      title:
        'Who can issue first does when the one that issued cannot go on; nobody makes room for one that waits.',
      points: 45,
    },
    { id: 'HT3', title: 'Nobody who is ready is left out for long.', points: 30 },
  ],
  budgets: [],
  metric: {
    counter: 'idleCycles',
    title: 'Cycles in which nobody issued, changes of 40 cycles',
    unit: 'cycles',
  },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
