/** Completely fair scheduling: who has had the least for its weight goes next. */
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { FAIR_EVENTS } from './fair-events';
import { judge } from './judge';
import { simulate } from './simulation';

const decisions = { enqueue: 2, pickNext: 1, tick: 2, slice: 1, sliceEnded: 3 };
const shape = {
  className: 'CompletelyFair',
  methods: { ...decisions, virtualRuntime: 1 },
  programs: {},
  services: { now: 0, nice: 1, weightOf: 1 },
};

export default defineExercise({
  title: 'Completely fair scheduling',
  summary:
    'Keep count of what each thread has had for its weight, and always run the one that has had the least.',
  rows: [77],
  difficulty: 3,
  view: 'cores',
  shape,
  events: FAIR_EVENTS.kinds,
  rules: [
    {
      id: 'CF1',
      title: 'Answers are valid: a waiting thread or -1, a tick 0 or 1, a slice of 1 cycle at least.',
      points: 5,
    },
    { id: 'CF2', title: 'A new thread begins with the virtual runtime of the floor.', points: 12 },
    { id: 'CF3', title: 'Who wakes is half a period below the floor at most.', points: 12 },
    {
      id: 'CF4',
      title: 'Virtual runtime grows by what a slice had, in proportion to 1024 / weight.',
      points: 15,
    },
    { id: 'CF5', title: 'A slice is the share of the period that the weight makes.', points: 12 },
    { id: 'CF6', title: 'A core is given the thread with the least virtual runtime.', points: 10 },
    { id: 'CF7', title: 'Of equals it is given the one with the lowest number.', points: 4 },
    { id: 'CF8', title: 'At a tick a thread makes room for one that has had less.', points: 8 },
    { id: 'CF9', title: 'It makes room for nobody else.', points: 6 },
    { id: 'CF10', title: 'Every thread finishes.', points: 6 },
  ],
  budgets: [
    // virtualRuntime counts with the call that it follows.
    policyCycles(
      { ...shape, methods: decisions },
      { title: 'Cycles that your scheduler takes', points: 10, factor: 6 },
    ),
  ],
  metric: {
    counter: 'policyCycles',
    title: 'Cycles in your scheduler, 1,000 threads on 4 cores',
    unit: 'cycles',
  },
  limits: { unitsPerCase: 150_000_000 },
  showFailures: true,
  simulate,
  judge,
});
