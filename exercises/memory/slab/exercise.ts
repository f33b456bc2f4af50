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
      slabs: {
        kind: 'blocks',
        title: 'Slabs: objects in use, and what is free',
        noun: 'slab',
        count: { parameter: 'slabs' },
        stretchBytes: { parameter: 'slabBytes' },
      },
      caches: { kind: 'table', title: 'Caches', key: 'cache', columns: ['bytes each'] },
      words: { kind: 'table', title: 'Words that the allocator stored', key: 'address', columns: ['value'] },
    },
    on: {
      start: [
        { part: 'caches', clear: true },
        { part: 'slabs', clear: true, start: 'base' },
      ],
      'create-cache': [
        { part: 'caches', row: 'answer', set: { 'bytes each': 'bytes' }, unless: { answer: -1 } },
      ],
      allocate: [{ part: 'slabs', block: 'address', bytes: 'bytes', text: 'cache {cache}' }],
      free: [
        { part: 'slabs', block: 'address', remove: true, when: { answer: 0 } },
        { part: 'slabs', access: 'address' },
      ],
      overwrite: [{ part: 'slabs', access: 'address', fault: { text: 'the allocator stores {value}' } }],
      stray: [{ part: 'slabs', access: 'address', fault: { text: 'not its memory' } }],
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
