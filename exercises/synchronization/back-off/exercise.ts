/** A lock with back-off: who sees it free delays before it tries, so that few try and none for long. */
import { COHERENT_EVENTS } from '../../../simulator/laboratories/lock-trial';
import { defineExercise } from '../../exercise-definition';
import { judge } from './judge';
import { simulate } from './simulation';

export default defineExercise({
  title: 'Back-off',
  summary:
    'Write a lock whose waiters delay before they try, so that a hand-off costs few atomic operations.',
  rows: [125, 127],
  difficulty: 2,
  view: 'interleaving',
  shape: { className: 'BackOffLock', methods: {}, programs: { acquire: 1, release: 1 }, services: {} },
  events: COHERENT_EVENTS.kinds,
  rules: [
    { id: 'BO1', title: 'Never are two cores inside at the same time.', points: 25 },
    { id: 'BO2', title: 'A lock that is wanted and held by nobody is taken by somebody.', points: 20 },
    { id: 'BO3', title: 'While the lock stays held, the cores that wait do not use the bus.', points: 15 },
    { id: 'BO4', title: 'The lock uses the words of its one cache line only.', points: 5 },
  ],
  budgets: [
    {
      id: 'atomics',
      title: 'Atomic operations of the whole run',
      counter: 'atomicOperations',
      unit: 'atomic operations',
      points: 15,
      factor: 1.6,
      margin: 0.3,
    },
    {
      id: 'bus',
      title: 'Bus transactions of the whole run: taking, waiting, handing on',
      counter: 'busTransactions',
      unit: 'bus transactions',
      parts: [
        { counter: 'acquireTransactions', title: 'acquire' },
        { counter: 'insideTransactions', title: 'critical sections' },
        { counter: 'releaseTransactions', title: 'release' },
      ],
      points: 10,
      factor: 1.85,
      margin: 0.4,
    },
    {
      id: 'latency',
      title: 'Cycles in which the lock was wanted and nobody had it',
      counter: 'handOffCycles',
      unit: 'cycles',
      points: 10,
      factor: 3,
      slack: 1_500,
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
