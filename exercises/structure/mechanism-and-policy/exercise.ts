/** Mechanism and policy: one ready queue that runs three policies, one of them unknown to it. */
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';
import { SCHEDULING_SHAPE } from '../../../simulator/kernel/scheduling/scheduling-policy';
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { judge } from './judge';
import { simulate } from './simulation';

const shape = { ...SCHEDULING_SHAPE, className: 'ReadyQueue', services: { now: 0, priority: 1, before: 2 } };

export default defineExercise({
  title: 'Mechanism and policy',
  summary: 'Write one ready queue that serves three scheduling policies, one of which it has never seen.',
  rows: [4, 63, 67],
  difficulty: 1,
  view: 'cores',
  shape,
  events: SCHEDULING_EVENTS.kinds,
  rules: [
    {
      id: 'MP1',
      title: 'pickNext answers a waiting thread or -1, and tick answers 0 or 1.',
      points: 10,
    },
    { id: 'MP2', title: 'First come, first served: a core gets the thread that joined first.', points: 15 },
    {
      id: 'MP3',
      title:
        'By priority: a core gets the thread with the lowest number; of equals, the one that joined first.',
      points: 15,
    },
    {
      id: 'MP4',
      title: "The kernel's policy: a core gets the thread that `before` puts before all others.",
      points: 20,
    },
    { id: 'MP5', title: 'No core is left idle while a thread waits, and every thread finishes.', points: 10 },
    {
      id: 'MP6',
      title: 'A thread loses its core at the first tick at which a waiting one goes before it.',
      points: 10,
    },
    { id: 'MP7', title: 'A thread runs on as long as no waiting one goes before it.', points: 10 },
  ],
  budgets: [policyCycles(shape, { title: 'Cycles that your queue takes', points: 10 })],
  metric: {
    counter: 'policyCycles',
    title: 'Cycles in your queue, 48 threads by priority on 4 cores',
    unit: 'cycles',
  },
  limits: { unitsPerCase: 50_000_000 },
  showFailures: true,
  simulate,
  judge,
});
