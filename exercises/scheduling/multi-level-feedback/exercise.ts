/** Multi-level feedback: find out which threads compute and which wait, and treat each as it deserves. */
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { judge } from './judge';
import { simulate } from './simulation';

const shape = {
  className: 'MultiLevelFeedback',
  methods: { enqueue: 2, pickNext: 1, tick: 2, level: 1 },
  programs: {},
  services: { now: 0 },
};

export default defineExercise({
  title: 'Multi-level feedback queue',
  summary: 'Write the scheduler that learns from their behaviour which threads compute and which wait.',
  rows: [62, 71, 72],
  difficulty: 2,
  view: 'cores',
  shape,
  events: SCHEDULING_EVENTS.kinds,
  rules: [
    {
      id: 'ML1',
      title: 'Answers are valid: a waiting thread or -1, a tick 0 or 1, a level that exists.',
      points: 5,
    },
    { id: 'ML2', title: 'A new thread enters at level 0, the top.', points: 5 },
    {
      id: 'ML3',
      title:
        'A thread that has used its slice, and only then, sinks by one level and makes room for an equal.',
      points: 16,
    },
    {
      id: 'ML4',
      title: 'A thread that is preempted, gives its core up or is dispatched keeps its level.',
      points: 8,
    },
    { id: 'ML5', title: 'A thread that comes back from a device rises by one level.', points: 10 },
    {
      id: 'ML6',
      title: 'At each boost every thread goes to the top, in order, and begins a new slice.',
      points: 12,
    },
    {
      id: 'ML7',
      title: 'A core is given the thread that has waited longest on the highest level that has one.',
      points: 12,
    },
    {
      id: 'ML8',
      title: 'A thread is preempted at a tick for one on a higher level.',
      points: 8,
    },
    { id: 'ML9', title: 'A thread is preempted for nobody else.', points: 8 },
    { id: 'ML10', title: 'Every thread finishes.', points: 6 },
  ],
  budgets: [policyCycles(shape, { title: 'Cycles that your scheduler takes', points: 10 })],
  metric: {
    counter: 'policyCycles',
    title: 'Cycles in your scheduler, 60 threads on 8 cores',
    unit: 'cycles',
  },
  limits: { unitsPerCase: 50_000_000 },
  showFailures: true,
  simulate,
  judge,
});
