/** Round robin: the shared run queue of several cores, with a quantum. */
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';
import { SCHEDULING_SHAPE } from '../../../simulator/kernel/scheduling/scheduling-policy';
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { judge } from './judge';
import { simulate } from './simulation';

const shape = { ...SCHEDULING_SHAPE, className: 'RoundRobin', services: { now: 0 } };

export default defineExercise({
  title: 'Round robin',
  summary: 'Write the scheduler that several cores ask for their next thread: one queue, one quantum.',
  rows: [16, 17, 62, 70, 71],
  difficulty: 1,
  view: 'cores',
  shape,
  events: SCHEDULING_EVENTS.kinds,
  rules: [
    {
      id: 'RR1',
      title: 'pickNext answers a waiting thread or -1, and tick answers 0 or 1.',
      points: 10,
    },
    { id: 'RR2', title: 'A core is given the thread that has waited longest.', points: 20 },
    { id: 'RR3', title: 'No core is left idle while a thread waits.', points: 10 },
    {
      id: 'RR4',
      title: 'A thread that has run its quantum is preempted at that tick if another one waits.',
      points: 15,
    },
    {
      id: 'RR5',
      title: 'No thread is preempted before it has run a full quantum since its dispatch.',
      points: 15,
    },
    { id: 'RR6', title: 'A thread runs on as long as no other one waits.', points: 10 },
    { id: 'RR7', title: 'Every thread finishes.', points: 10 },
  ],
  budgets: [policyCycles(shape, { title: 'Cycles that your scheduler takes', points: 10 })],
  metric: {
    counter: 'policyCycles',
    title: 'Cycles in your scheduler, 48 threads on 8 cores',
    unit: 'cycles',
  },
  limits: { unitsPerCase: 50_000_000 },
  showFailures: true,
  simulate,
  judge,
});
