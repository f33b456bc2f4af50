/** The context switch: registers into the control block and back, page tables with and without identifiers. */
import { CONTEXT_SWITCH_SHAPE } from '../../../simulator/kernel/switching/context-switch-interface';
import { defineExercise } from '../../exercise-definition';
import { definePicture, type TableEffect } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, MOST_THREADS, simulate } from './simulation';

const columns = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name} ${i}`);

/** A register's value: of the program counter as an address. */
const told = (cell: TableEffect, register: string, value = 'value'): readonly TableEffect[] => [
  { ...cell, value: { text: `{${value}:place}` }, when: { [register]: 0 } },
  { ...cell, value: { text: `{${value}}` }, unless: { [register]: 0 } },
];
const BLOCK: TableEffect = { part: 'blocks', row: 'word', column: { field: 'thread' } };

export default defineExercise({
  title: 'Context switch',
  summary:
    'Save and restore registers in control blocks, and change address spaces with as few flushes as can be.',
  rows: [10, 11],
  difficulty: 1,
  view: definePicture(EVENTS, {
    parts: {
      tables: {
        kind: 'slots',
        title: 'Page tables',
        noun: 'core',
        count: { parameter: 'cores' },
        empty: 'process 0 under identifier 0',
      },
      cores: {
        kind: 'table',
        title: 'Registers, as last told',
        key: 'register',
        columns: columns('core', 2),
      },
      blocks: {
        kind: 'table',
        title: 'Control blocks',
        key: 'word',
        columns: columns('thread', MOST_THREADS),
      },
      threads: {
        kind: 'lanes',
        title: 'Threads over time',
        noun: 'thread',
        states: { running: 'running', ready: 'ready', blocked: 'blocked', over: 'none' },
      },
    },
    on: {
      'core-register': told({ part: 'cores', row: 'register', column: { field: 'core' } }, 'register'),
      'first-word': told(BLOCK, 'word'),
      'control-word': told(BLOCK, 'word'),
      unlike: [BLOCK, ...told({ part: 'cores', row: 'word', column: { field: 'core' } }, 'word', 'register')],
      'page-table': [
        {
          part: 'tables',
          slot: 'core',
          value: 'process',
          text: 'process {process} under identifier {identifier}',
        },
      ],
      flush: [{ part: 'tables', slot: 'core' }],
      restored: [{ part: 'tables', slot: 'core' }],
      create: [{ part: 'threads', lane: 'thread', state: 'ready' }],
      ready: [{ part: 'threads', lane: 'thread', state: 'ready' }],
      dispatch: [{ part: 'threads', lane: 'thread', state: 'running', text: 'core {core}' }],
      block: [{ part: 'threads', lane: 'thread', state: 'blocked' }],
      exit: [{ part: 'threads', lane: 'thread', state: 'over' }],
      fault: [{ part: 'threads', lane: 'thread', state: 'over' }],
    },
  }),
  shape: CONTEXT_SWITCH_SHAPE,
  events: EVENTS.kinds,
  rules: [
    {
      id: 'CS1',
      title: "After save, the thread's control block holds the 32 registers that the core had.",
      points: 20,
    },
    {
      id: 'CS2',
      title: 'After restore, the core has the 32 registers that lie in the control block.',
      points: 20,
    },
    {
      id: 'CS3',
      title: 'Control blocks are written by save alone: the register words of the thread that leaves.',
      points: 10,
    },
    { id: 'CS4', title: 'After restore, the page table of the process is loaded.', points: 10 },
    {
      id: 'CS5',
      title: 'No translation of another process is left under the identifier with which a thread runs.',
      points: 15,
    },
    {
      id: 'CS6',
      title:
        'No flush with identifiers; without, none between threads of one process and one when the process changes.',
      points: 15,
    },
  ],
  budgets: [
    {
      id: 'control-block-accesses',
      title: 'Loads and stores of words of control blocks',
      counter: 'memoryAccesses',
      unit: 'accesses',
      parts: [
        { counter: 'saveAccesses', title: 'save' },
        { counter: 'restoreAccesses', title: 'restore' },
      ],
      points: 5,
      factor: 1.25,
      margin: 0.2,
    },
    {
      id: 'translation-misses',
      title: 'Translations that the cores did not have and had to look up in page tables',
      counter: 'translationMisses',
      unit: 'misses',
      points: 5,
      factor: 1.5,
      slack: 40,
      margin: 0.3,
    },
  ],
  metric: {
    counter: 'switchingAccesses',
    title: 'Words of control blocks and page tables that switches make the machine access',
    unit: 'accesses',
  },
  limits: { unitsPerCase: 6_000_000 },
  showFailures: true,
  simulate,
  judge,
});
