/** Shortest job first: estimates from what threads did before, and a queue in their order. */
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { judge } from './judge';
import { simulate } from './simulation';

const shape = {
  className: 'ShortestJob',
  methods: { enqueue: 2, pickNext: 1, burstEnded: 2, estimate: 1 },
  programs: {},
  services: { now: 0 },
};

export default defineExercise({
  title: 'Shortest job first, by estimates',
  summary:
    'Predict how long each thread will compute from what it did before, and let the shortest go first.',
  rows: [64, 65],
  difficulty: 1,
  view: 'cores',
  shape,
  events: SCHEDULING_EVENTS.kinds,
  rules: [
    {
      id: 'SJ1',
      title: 'pickNext answers a waiting thread or -1, and estimate answers a number of cycles.',
      points: 10,
    },
    { id: 'SJ2', title: 'A thread without a burst behind it is estimated at firstEstimate.', points: 10 },
    { id: 'SJ3', title: 'An estimate is the mean of the last window bursts, rounded down.', points: 20 },
    {
      id: 'SJ4',
      title: 'A core is given a thread with the smallest estimate of those that wait.',
      points: 20,
    },
    {
      id: 'SJ5',
      title: 'Of those with the same estimate, it is given the one that has waited longest.',
      points: 10,
    },
    { id: 'SJ6', title: 'No core is left idle while a thread waits.', points: 10 },
    { id: 'SJ7', title: 'Every thread finishes.', points: 10 },
  ],
  budgets: [policyCycles(shape, { title: 'Cycles that your scheduler takes', points: 10 })],
  metric: {
    counter: 'policyCycles',
    title: 'Cycles in your scheduler, 128 threads on 2 cores',
    unit: 'cycles',
  },
  limits: { unitsPerCase: 100_000_000 },
  showFailures: true,
  simulate,
  judge,
});
