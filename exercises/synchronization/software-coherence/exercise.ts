/** Coherence by software: what to write back and what to drop, where caches do not watch each other. */
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, OPERATIONS, simulate } from './simulation';

const CORES = ['core 0', 'core 1', 'core 2', 'core 3'];
/** Behind the operations, as what goes to memory. */
const WRITTEN = 'written to memory';
const SHAPE = {
  className: 'SoftwareCoherence',
  methods: { acquires: 2, stored: 2, releases: 2, deviceWrote: 1 },
  programs: {},
  services: { clean: 1, invalidate: 1, flush: 1 },
};

export default defineExercise({
  title: 'Coherence by software',
  summary: 'Clean and invalidate the right cache lines on a machine whose caches do not watch each other.',
  rows: [123],
  difficulty: 2,
  view: definePicture(EVENTS, {
    time: 'step',
    parts: {
      objects: {
        kind: 'slots',
        title: 'Objects',
        noun: 'object',
        count: { parameter: 'objects' },
        empty: 'nobody',
      },
      lines: {
        kind: 'table',
        title: 'Lines, 8 to an object, each as of the step of its newest word',
        key: 'line',
        columns: [...CORES, 'memory', 'newest'],
      },
      traffic: {
        kind: 'traffic',
        title: 'Cache operations, and lines written to memory',
        noun: 'core',
        count: { parameter: 'cores' },
        transactions: [...OPERATIONS, WRITTEN],
      },
    },
    on: {
      acquires: [{ part: 'objects', slot: 'object', value: 'core', text: 'core {core} acquires' }],
      has: [{ part: 'objects', slot: 'object', value: 'core', text: 'core {core}' }],
      releases: [{ part: 'objects', slot: 'object', value: 'core', text: 'core {core} releases' }],
      free: [{ part: 'objects', slot: 'object', clear: true }],
      asks: [
        { part: 'lines', row: 'line' },
        { part: 'traffic', by: 'core', transaction: { field: 'operation' }, text: 'line {line}' },
      ],
      written: [{ part: 'traffic', by: 'core', transaction: WRITTEN, text: 'line {line}' }],
      copy: [
        {
          ...{ part: 'lines', row: 'line', column: { field: 'core' }, unless: { state: 0 } },
          value: { text: '{state}, step {since}' },
        },
        {
          ...{ part: 'lines', row: 'line', column: { field: 'core' }, when: { state: 0 } },
          value: { text: 'absent' },
        },
      ],
      load: [{ part: 'lines', row: 'line' }],
      store: [
        {
          ...{
            part: 'lines',
            row: 'line',
            column: { field: 'core' },
            value: { text: 'changed, step {value}' },
          },
          set: { newest: { text: 'step {value}, core {core}' } },
        },
      ],
      holds: [
        { part: 'lines', row: 'line', set: { memory: { text: 'step {since}' } } },
        {
          ...{ part: 'lines', row: 'line', when: { by: -1 } },
          set: { newest: { text: 'step {since}, a device' } },
        },
      ],
      'device-reads': [{ part: 'objects', slot: 'object' }],
      'device-writes': [{ part: 'objects', slot: 'object' }],
    },
  }),
  shape: SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'SC1', title: 'When an object is released, memory has all that was stored in it.', points: 30 },
    {
      id: 'SC2',
      title: 'When an object is acquired, the cache of the core has no old copy of its lines.',
      points: 30,
    },
    { id: 'SC3', title: 'No line is dropped that has what memory lacks.', points: 15 },
    { id: 'SC4', title: 'Cache operations are asked for where a core is at hand.', points: 5 },
  ],
  budgets: [
    {
      id: 'cache-operations',
      title: 'Lines that your code cleans, flushes and invalidates',
      counter: 'cacheOperations',
      unit: 'operations',
      parts: ['acquires', 'stored', 'releases'].map(
        (title) => ({ counter: `${title}CacheOperations`, title }) as const,
      ),
      points: 20,
      factor: 1.6,
      slack: 4,
      margin: 0.3,
    },
  ],
  metric: { counter: 'cacheOperations', title: 'Lines cleaned, flushed and invalidated', unit: 'operations' },
  limits: { unitsPerCase: 5_000_000 },
  showFailures: true,
  simulate,
  judge,
});
