/** A slab allocator as an exercise. */
import { defineExercise } from '../../exercise-definition';
import { partsByMethod } from '../../judging/budgets';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { RULES } from './rules';
import { EVENTS, simulate } from './simulation';

const SHAPE = {
  className: 'SlabAllocator',
  methods: { initialise: 0, createCache: 1, allocate: 1, free: 1 },
  programs: {},
  services: { load: 1, store: 2 },
};

export default defineExercise({
  title: 'Slab allocator',
  summary: 'Keep objects of exact sizes in slabs, with no holes that nobody can use and few steps a call.',
  rows: [98],
  difficulty: 2,
  view: definePicture(EVENTS, {
    parts: {
      caches: { kind: 'table', title: 'Caches, as they were asked for', key: 'bytes', columns: ['cache'] },
      objects: { kind: 'table', title: 'Objects in use', key: 'address', columns: ['cache'] },
      words: { kind: 'table', title: 'Words that the allocator stored', key: 'address', columns: ['value'] },
    },
    on: {
      start: [
        { part: 'caches', clear: true },
        { part: 'objects', clear: true },
      ],
      'create-cache': [{ part: 'caches', row: 'bytes', set: { cache: 'answer' } }],
      allocate: [{ part: 'objects', row: 'address', set: { cache: 'cache' } }],
      free: [{ part: 'objects', row: 'address', remove: true, when: { answer: 0 } }],
      store: [{ part: 'words', row: 'address', set: { value: 'value' } }],
    },
  }),
  shape: SHAPE,
  events: EVENTS.kinds,
  rules: RULES,
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Loads and stores of createCache, allocate and free',
      counter: 'callAccesses',
      unit: 'accesses',
      parts: partsByMethod({ ...SHAPE, methods: { createCache: 1, allocate: 1, free: 1 } }, 'Accesses'),
      points: 13,
      factor: 3,
      slack: 256,
    },
  ],
  metric: { counter: 'memoryAccesses', title: 'Loads and stores', unit: 'accesses' },
  limits: { unitsPerCase: 200_000_000 },
  showFailures: true,
  simulate,
  judge,
});
