/** Incremental checkpoints by write protection: what was written since the one before, and nothing else. */
import { CHECKPOINT_SHAPE } from '../../../simulator/kernel/memory/checkpoints/checkpoint-interface';
import { defineExercise } from '../../exercise-definition';
import { partsByMethod } from '../../judging/budgets';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Checkpoints of a process',
  summary: 'Save only the pages that were written since the last checkpoint, and restart after a crash.',
  rows: [103],
  difficulty: 2,
  view: definePicture(EVENTS, {
    time: 'write',
    parts: {
      pages: {
        kind: 'slots',
        title: 'Pages of the process',
        noun: 'page',
        count: { parameter: 'pages' },
        empty: 'not there',
        flags: ['writable', 'protected', 'TLB: writable', 'not saved'],
      },
      checkpoints: {
        kind: 'queue',
        title: 'Pages in each checkpoint',
        noun: 'checkpoint',
      },
    },
    on: {
      added: [
        {
          part: 'pages',
          slot: 'page',
          value: 'page',
          text: 'zeros',
          flags: { writable: 'writable', 'not saved': 1 },
        },
      ],
      write: [
        {
          part: 'pages',
          slot: 'page',
          value: 'page',
          text: 'of write {value}',
          flags: { 'TLB: writable': 1, 'not saved': 1 },
        },
      ],
      fault: [{ part: 'pages', slot: 'page' }],
      resolved: [{ part: 'pages', slot: 'page' }],
      unresolved: [{ part: 'pages', slot: 'page' }],
      flushed: [{ part: 'pages', every: true, flags: { 'TLB: writable': 0 } }],
      begun: [{ part: 'checkpoints', queue: 'checkpoint' }],
      taken: [{ part: 'checkpoints', queue: 'checkpoint' }],
      crash: [
        { part: 'pages', every: true, flags: { 'TLB: writable': 0 } },
        { part: 'checkpoints', queue: 'checkpoint' },
      ],
      entry: [
        { part: 'pages', slot: 'page', flags: { writable: 0, protected: 0 }, when: { rights: 0 } },
        { part: 'pages', slot: 'page', flags: { writable: 1, protected: 0 }, when: { rights: 1 } },
        { part: 'pages', slot: 'page', flags: { writable: 0, protected: 1 }, when: { rights: 2 } },
        { part: 'pages', slot: 'page', flags: { writable: 1, protected: 1 }, when: { rights: 3 } },
      ],
      saved: [
        { part: 'checkpoints', queue: 'checkpoint', push: 'page', text: 'page {page}' },
        { part: 'pages', slot: 'page', flags: { 'not saved': 0 } },
      ],
      restored: [
        {
          part: 'pages',
          slot: 'page',
          value: 'page',
          text: 'as in checkpoint {checkpoint}',
          flags: { 'not saved': 0 },
        },
      ],
      removed: [{ part: 'pages', slot: 'page', clear: true }],
    },
  }),
  shape: CHECKPOINT_SHAPE,
  events: EVENTS.kinds,
  rules: [
    {
      id: 'CK1',
      title: 'A checkpoint has every page that was added or written since the one before.',
      points: 25,
    },
    { id: 'CK2', title: 'It has no other page, and none twice.', points: 20 },
    {
      id: 'CK3',
      title: 'A write to a page that may be written is made, with a fault or without.',
      points: 15,
    },
    { id: 'CK4', title: 'What is read-only stays so, and nothing else of an entry changes.', points: 15 },
    { id: 'CK5', title: 'The first write to a page after a checkpoint or restart faults.', points: 15 },
  ],
  budgets: [
    {
      id: 'accesses',
      title: 'Services that your mechanism calls',
      counter: 'mechanismAccesses',
      unit: 'accesses',
      parts: partsByMethod(CHECKPOINT_SHAPE, 'Accesses'),
      points: 10,
      factor: 3,
      slack: 60,
    },
  ],
  metric: { counter: 'mechanismAccesses', title: 'Services called', unit: 'accesses' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
