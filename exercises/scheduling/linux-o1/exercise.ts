/** Linux's O(1) scheduler: 140 lists under a bitmap, an active and an expired array, and a bonus for who sleeps. */
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { ARRAY_EVENTS } from './array-events';
import { judge } from './judge';
import { simulate } from './simulation';

const decisions = { enqueue: 2, pickNext: 1, tick: 2, slice: 1, sliceEnded: 3, level: 1 };
const shape = {
  className: 'LinuxO1',
  methods: { ...decisions, isExpired: 1 },
  programs: {},
  services: { now: 0, priority: 1 },
};

export default defineExercise({
  title: 'The O(1) scheduler',
  summary:
    'Find the best of 140 priorities in the same few steps however many wait, and let nobody run twice a round.',
  rows: [73, 74, 75, 76],
  difficulty: 3,
  view: 'cores',
  shape,
  events: ARRAY_EVENTS.kinds,
  rules: [
    {
      id: 'LO1',
      title:
        'Answers are valid: a waiting thread or -1, a tick 0 or 1, a core, a slice, a priority, an array that exists.',
      points: 5,
    },
    {
      id: 'LO2',
      title: 'The bonus of a time-shared thread goes from -5 to 5 with the sleep that it is credited.',
      points: 12,
    },
    {
      id: 'LO3',
      title: 'Priorities change when a thread is created, wakes or has used up its slice, never else.',
      points: 6,
    },
    { id: 'LO4', title: 'A slice lasts as its priority says, whatever interrupts it.', points: 12 },
    {
      id: 'LO5',
      title: 'Who has used up its slice or gives its core up expires, all others wait in the active array.',
      points: 14,
    },
    {
      id: 'LO6',
      title:
        'A core is given a thread of the best priority in the active array; empty, the arrays change places.',
      points: 14,
    },
    {
      id: 'LO7',
      title: 'Of equals it is given the one in front: displaced threads first, then who came first.',
      points: 8,
    },
    {
      id: 'LO8',
      title: 'A thread that comes takes the core of the worst running thread at once, if that is worse.',
      points: 8,
    },
    { id: 'LO9', title: 'At a tick a thread makes room if anybody waits.', points: 5 },
    { id: 'LO10', title: 'Every thread finishes.', points: 6 },
  ],
  budgets: [
    // isExpired counts with the enqueue that it follows.
    policyCycles(
      { ...shape, methods: decisions },
      { title: 'Cycles that your scheduler takes', points: 10, factor: 4 },
    ),
  ],
  metric: {
    counter: 'policyCycles',
    title: 'Cycles in your scheduler, 500 threads on 4 cores',
    unit: 'cycles',
  },
  limits: { unitsPerCase: 100_000_000 },
  showFailures: true,
  simulate,
  judge,
});
