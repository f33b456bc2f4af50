/** The buddy allocator as an exercise. */
import type { JudgeInput } from '../../exercise-definition';
import { defineExercise } from '../../exercise-definition';
import { Judge } from './judge';
import { RULES } from './rules';
import type { Parameters } from './simulation';
import { EVENTS, simulate } from './simulation';

export default defineExercise<Parameters, null>({
  title: 'Buddy allocator',
  summary: 'Split and merge blocks of a power of two, with every record in simulated memory.',
  rows: [97],
  difficulty: 2,
  view: 'memory',
  shape: {
    className: 'BuddyAllocator',
    methods: { initialise: 0, allocate: 1, free: 1, blockBytes: 1 },
    programs: {},
    services: { load: 1, store: 2 },
  },
  events: EVENTS.kinds,
  rules: RULES,
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Loads and stores of allocate, free and blockBytes',
      counter: 'callAccesses',
      unit: 'accesses',
      parts: [
        { counter: 'allocateAccesses', title: 'allocate' },
        { counter: 'freeAccesses', title: 'free' },
        { counter: 'blockBytesAccesses', title: 'blockBytes' },
      ],
      points: 10,
      factor: 5,
      slack: 256,
    },
    {
      id: 'waste',
      title: 'Bytes in allocated blocks beyond what was asked for',
      counter: 'wasteBytes',
      unit: 'bytes',
      points: 5,
    },
  ],
  metric: { counter: 'memoryAccesses', title: 'Loads and stores', unit: 'accesses' },
  limits: { unitsPerCase: 200_000_000 },
  showFailures: true,
  simulate,
  judge: ({ trace, parameters }: JudgeInput<Parameters, null>) => new Judge(trace, parameters).run(),
});
