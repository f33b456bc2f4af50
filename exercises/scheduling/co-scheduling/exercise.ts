/** Co-scheduling by counters: which two threads share a core's pipeline. */
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Who shares a core with whom',
  summary: 'Pair threads on cores with two hardware threads, by what counters say of each.',
  rows: [81],
  difficulty: 2,
  view: definePicture(EVENTS, {
    parts: {
      slots: {
        kind: 'lanes',
        title: 'Hardware threads',
        noun: 'slot',
        states: { runs: 'running', waits: 'idle' },
      },
      threads: {
        kind: 'table',
        title: 'Last quantum of each thread',
        key: 'thread',
        columns: ['core', 'instructions', 'misses', 'runs now'],
      },
      idle: {
        kind: 'table',
        title: 'Pipelines',
        key: 'of all cores',
        columns: ['idle cycles of the last quantum'],
      },
    },
    on: {
      pick: [
        { part: 'slots', lane: 'slot', state: 'runs', text: 'T{thread}' },
        { part: 'threads', row: 'thread', set: { 'runs now': { text: 'in slot {slot}' } } },
      ],
      refused: [
        { part: 'slots', lane: 'slot', state: 'waits', text: 'refused' },
        // Who has had its quantum is in the table.
        { part: 'threads', row: 'answer', set: { 'runs now': { text: 'refused' } }, when: { why: 1 } },
      ],
      ran: [
        {
          part: 'threads',
          row: 'thread',
          set: { core: 'core', instructions: 'instructions', misses: 'misses', 'runs now': { text: '' } },
        },
      ],
      idle: [
        { part: 'idle', row: 0, name: 'together', set: { 'idle cycles of the last quantum': 'cycles' } },
      ],
    },
  }),
  shape: { className: 'CoScheduler', methods: { measured: 3, pick: 1 }, programs: {}, services: {} },
  events: EVENTS.kinds,
  rules: [
    { id: 'CS1', title: 'In each round each thread gets one quantum.', points: 30 },
    {
      id: 'CS2',
      title: 'From the second round on each pair has one of the half that misses more and one of the other.',
      points: 40,
    },
    { id: 'CS3', title: 'Who misses most is with the one who misses least.', points: 30 },
  ],
  budgets: [],
  metric: { counter: 'idleCycles', title: 'Idle cycles of 4 cores, 16 threads', unit: 'cycles' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
