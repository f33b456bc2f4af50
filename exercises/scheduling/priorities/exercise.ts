/** Priorities with ageing: the best runs at once, and who waits rises until it is the best. */
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { judge } from './judge';
import { PRIORITY_EVENTS } from './priority-events';
import { simulate } from './simulation';

const shape = {
  className: 'PriorityAgeing',
  methods: { enqueue: 2, pickNext: 1, tick: 2, level: 1 },
  programs: {},
  services: { now: 0, priority: 1 },
};

export default defineExercise({
  title: 'Priorities with ageing',
  summary:
    'Give the core to the highest priority at once, and let waiting threads rise so that nobody starves.',
  rows: [67, 68],
  difficulty: 2,
  view: 'cores',
  shape,
  events: PRIORITY_EVENTS.kinds,
  rules: [
    {
      id: 'PA1',
      title:
        'Answers are valid: a waiting thread or -1, a tick 0 or 1, a core that exists, a priority that exists.',
      points: 5,
    },
    { id: 'PA2', title: 'A thread that does not wait has the priority of its own.', points: 10 },
    { id: 'PA3', title: 'A waiting thread rises by one for every whole ageCycles.', points: 15 },
    { id: 'PA4', title: 'A core is given a thread of the best effective priority.', points: 12 },
    { id: 'PA5', title: 'Of equals it is given the one that has waited longest.', points: 8 },
    {
      id: 'PA6',
      title: 'A thread that comes takes the core of the worst running thread at once, if that is worse.',
      points: 12,
    },
    { id: 'PA7', title: 'It takes no other core, and none while one idles.', points: 8 },
    { id: 'PA8', title: 'At a tick a thread makes room for one that counts as good as itself.', points: 8 },
    { id: 'PA9', title: 'It makes room for nobody worse.', points: 6 },
    { id: 'PA10', title: 'Every thread finishes.', points: 6 },
  ],
  budgets: [policyCycles(shape, { title: 'Cycles that your scheduler takes', points: 10 })],
  metric: {
    counter: 'policyCycles',
    title: 'Cycles in your scheduler, 60 threads on 8 cores',
    unit: 'cycles',
  },
  limits: { unitsPerCase: 150_000_000 },
  showFailures: true,
  simulate,
  judge,
});
