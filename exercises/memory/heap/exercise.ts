/** malloc and free of a user program as an exercise. */
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { RULES } from './rules';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'A heap: malloc and free',
  summary: 'Find, cut and join free blocks in few steps, with little memory from the kernel.',
  rows: [95, 96],
  difficulty: 2,
  view: definePicture(EVENTS, {
    parts: {
      heap: {
        kind: 'blocks',
        title: 'The heap: what the program holds, and what is free',
        leastGapBytes: 16,
      },
      words: { kind: 'table', title: 'Words that the allocator stored', key: 'address', columns: ['value'] },
    },
    on: {
      start: [{ part: 'heap', clear: true, start: 'base', end: 'base' }],
      grow: [{ part: 'heap', end: 'end' }],
      malloc: [{ part: 'heap', block: 'address', bytes: 'bytes', text: 'held: {bytes:count bytes}' }],
      free: [{ part: 'heap', block: 'address', free: true }],
      store: [{ part: 'words', row: 'address', set: { value: 'value' } }],
      overwrite: [{ part: 'heap', access: 'address', fault: { text: 'the allocator stores {value}' } }],
      stray: [{ part: 'heap', access: 'address', fault: { text: 'not its memory' } }],
    },
  }),
  shape: {
    className: 'Heap',
    methods: { initialise: 0, malloc: 1, free: 1 },
    programs: {},
    services: { load: 1, store: 2, sbrk: 1 },
  },
  events: EVENTS.kinds,
  rules: RULES,
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Loads and stores of malloc and free',
      counter: 'callAccesses',
      unit: 'accesses',
      parts: [
        { counter: 'mallocAccesses', title: 'malloc' },
        { counter: 'freeAccesses', title: 'free' },
      ],
      points: 10,
      factor: 3,
      slack: 512,
    },
    {
      id: 'crossings',
      title: 'Calls of sbrk',
      counter: 'crossings',
      unit: 'crossings',
      points: 5,
      factor: 4,
      slack: 12,
    },
    {
      id: 'heap-bytes',
      title: 'Memory that the kernel gave to the heap',
      counter: 'heapBytes',
      unit: 'bytes',
      points: 10,
      slack: 1024,
    },
  ],
  metric: { counter: 'heapLoss', title: 'Memory and steps lost', unit: 'ten-thousandths' },
  limits: { unitsPerCase: 200_000_000 },
  showFailures: true,
  simulate,
  judge,
});
