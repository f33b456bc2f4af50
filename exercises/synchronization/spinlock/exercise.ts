/** A spinlock: from test-and-set over test-and-test-and-set to a fair lock with a constant cost at hand-off. */
import { COHERENT_EVENTS } from '../../../simulator/laboratories/lock-trial';
import { defineExercise } from '../../exercise-definition';
import { judge } from './judge';
import { simulate } from './simulation';

export default defineExercise({
  title: 'Spinlock',
  summary: 'Write a lock that holds under every interleaving, is fair, and hardly uses the bus.',
  rows: [115, 116, 126],
  difficulty: 2,
  view: 'interleaving',
  shape: {
    className: 'Spinlock',
    methods: {},
    programs: { acquire: 1, release: 1 },
    services: {},
  },
  events: COHERENT_EVENTS.kinds,
  rules: [
    { id: 'SL1', title: 'Never are two cores inside at the same time.', points: 30 },
    {
      id: 'SL2',
      title: 'Every core that asks for the lock gets it, however often it has had it.',
      points: 25,
    },
    {
      id: 'SL3',
      title: 'A core that is already waiting is not overtaken by one that asks later.',
      points: 15,
    },
    { id: 'SL4', title: 'While the lock stays held, the cores that wait do not use the bus.', points: 10 },
    { id: 'SL5', title: 'The lock uses its own words only.', points: 5 },
  ],
  budgets: [
    {
      id: 'hand-off',
      title: 'Bus transactions of the whole run: taking, waiting, handing on',
      counter: 'busTransactions',
      unit: 'bus transactions',
      parts: [
        { counter: 'acquireTransactions', title: 'acquire' },
        { counter: 'insideTransactions', title: 'critical sections' },
        { counter: 'releaseTransactions', title: 'release' },
      ],
      points: 15,
      factor: 2.5,
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
