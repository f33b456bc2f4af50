/** A queue lock: each core waits at a line of its own, and a hand-off concerns two cores. */
import { COHERENT_EVENTS } from '../../../simulator/laboratories/lock-trial';
import { defineExercise } from '../../exercise-definition';
import { judge } from './judge';
import { simulate } from './simulation';

export default defineExercise({
  title: 'Queue lock',
  summary: 'Write a lock whose waiters queue up, each at its own cache line, so that a hand-off wakes one.',
  rows: [128],
  difficulty: 3,
  view: 'interleaving',
  shape: { className: 'QueueLock', methods: {}, programs: { acquire: 1, release: 1 }, services: {} },
  events: COHERENT_EVENTS.kinds,
  rules: [
    { id: 'QL1', title: 'Never are two cores inside at the same time.', points: 25 },
    {
      id: 'QL2',
      title: 'Every core that asks for the lock gets it, however often it has had it.',
      points: 20,
    },
    {
      id: 'QL3',
      title: 'A core that is already waiting is not overtaken by one that asks later.',
      points: 15,
    },
    {
      id: 'QL4',
      title: 'A core that waits looks at its own line only, and does not use the bus.',
      points: 15,
    },
    { id: 'QL5', title: 'The lock uses its own words only.', points: 5 },
  ],
  budgets: [
    {
      id: 'invalidations',
      title: 'Copies that the run takes from other caches',
      counter: 'invalidations',
      unit: 'copies',
      points: 20,
      factor: 2,
    },
  ],
  metric: {
    counter: 'handOffCycles',
    title: 'Cycles in which the lock was wanted and nobody had it, 16 cores contending',
    unit: 'cycles',
  },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
