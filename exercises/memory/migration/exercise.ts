/** Live migration by pre-copy: pages are sent while the process runs, and again when they were written. */
import { MIGRATION_SHAPE } from '../../../simulator/kernel/memory/checkpoints/migration-interface';
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Migration of a running process',
  summary: 'Send the pages of a process to another machine while it runs, and stop it for the last few only.',
  rows: [105],
  difficulty: 2,
  view: definePicture(EVENTS, {
    time: 'step',
    parts: {
      here: {
        kind: 'slots',
        title: 'Pages here',
        noun: 'page',
        count: { parameter: 'pages' },
        empty: 'as at first',
        flags: ['writable', 'protected', 'TLB: writable'],
      },
      there: {
        kind: 'slots',
        title: 'Pages over there',
        noun: 'page',
        count: { parameter: 'pages' },
        empty: 'not there',
        flags: ['written since', 'sent in the pause'],
      },
    },
    on: {
      write: [
        {
          part: 'here',
          slot: 'page',
          value: 'value',
          text: 'of step {value}',
          flags: { 'TLB: writable': 1 },
        },
        { part: 'there', slot: 'page', flags: { 'written since': 1 } },
      ],
      fault: [{ part: 'here', slot: 'page' }],
      resolved: [{ part: 'here', slot: 'page' }],
      unresolved: [{ part: 'here', slot: 'page' }],
      flushed: [{ part: 'here', every: true, flags: { 'TLB: writable': 0 } }],
      entry: [
        { part: 'here', slot: 'page', flags: { writable: 0, protected: 0 }, when: { rights: 0 } },
        { part: 'here', slot: 'page', flags: { writable: 1, protected: 0 }, when: { rights: 1 } },
        { part: 'here', slot: 'page', flags: { writable: 0, protected: 1 }, when: { rights: 2 } },
        { part: 'here', slot: 'page', flags: { writable: 1, protected: 1 }, when: { rights: 3 } },
      ],
      sent: [
        { part: 'here', slot: 'page' },
        { part: 'there', slot: 'page', flags: { 'written since': 0, 'sent in the pause': 'paused' } },
        { part: 'there', slot: 'page', value: 'value', text: 'of step {value}', unless: { value: 0 } },
        { part: 'there', slot: 'page', value: 'value', text: 'as at first', when: { value: 0 } },
      ],
    },
  }),
  shape: MIGRATION_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'MG1', title: 'Every page is over there when the process goes on.', points: 15 },
    { id: 'MG2', title: 'No page is over there in an older state.', points: 25 },
    {
      id: 'MG3',
      title: 'Each page is first sent while the process runs, and the migration ends.',
      points: 15,
    },
    { id: 'MG4', title: 'Writes that are permitted are made, others are not.', points: 15 },
    { id: 'MG5', title: 'A page that nobody writes is sent once.', points: 15 },
  ],
  budgets: [
    {
      id: 'downtime',
      title: 'Pages for which the process stands still',
      counter: 'downtimePages',
      unit: 'pages',
      points: 10,
      factor: 2,
      slack: 4,
    },
    {
      id: 'sent',
      title: 'Pages sent in all',
      counter: 'sentPages',
      unit: 'pages',
      points: 5,
      factor: 1.5,
      slack: 20,
      margin: 0.2,
    },
  ],
  metric: { counter: 'downtimePages', title: 'Pages for which the process stands still', unit: 'pages' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
