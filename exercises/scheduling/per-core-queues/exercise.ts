/** A queue for each core: threads stay where their cache lines are, and no core idles. */
import { defineExercise } from '../../exercise-definition';
import { judge } from './judge';
import { QUEUE_EVENTS } from './queue-events';
import { simulate } from './simulation';

const shape = {
  className: 'PerCoreQueues',
  methods: { enqueue: 2, pickNext: 1, tick: 2 },
  programs: {},
  services: { now: 0, nodeOf: 1, homeOf: 1 },
};

export default defineExercise({
  title: 'A queue for each core',
  summary: 'Keep threads where their cache lines and their memory are, and yet no core idle.',
  rows: [78, 79],
  difficulty: 3,
  view: 'cores',
  shape,
  events: QUEUE_EVENTS.kinds,
  rules: [
    {
      id: 'PQ1',
      title: 'pickNext answers a waiting thread or -1, tick answers 0, or 1 while some thread waits.',
      points: 10,
    },
    { id: 'PQ2', title: 'No core is left idle while a thread waits, wherever.', points: 15 },
    {
      id: 'PQ3',
      title: 'No thread waits for more than its share of ticks, and eight more.',
      points: 20,
    },
    { id: 'PQ4', title: 'Every thread finishes.', points: 10 },
  ],
  budgets: [
    {
      id: 'migrations',
      title: 'Dispatches to another core than the one before',
      counter: 'migrations',
      unit: 'migrations',
      points: 25,
      factor: 2,
      slack: 40,
    },
    {
      id: 'far-accesses',
      title: 'Lines that come from the memory of the other node',
      counter: 'farAccesses',
      unit: 'accesses',
      points: 20,
      factor: 2,
      slack: 400,
    },
  ],
  metric: { counter: 'cycles', title: 'Cycles until 48 threads on 8 cores are done', unit: 'cycles' },
  limits: { unitsPerCase: 100_000_000 },
  showFailures: true,
  simulate,
  judge,
});
