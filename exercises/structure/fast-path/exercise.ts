/** The common case of a lock: uncontended it makes no system call, contended it lets the kernel put threads to sleep. */
import { SLEEPING_LOCK_EVENTS } from '../../../simulator/laboratories/sleeping-lock-trial';
import { defineExercise } from '../../exercise-definition';
import { judge } from './judge';
import { simulate } from './simulation';

export default defineExercise({
  title: 'The fast path of a lock',
  summary: 'Write a lock that asks the kernel only when somebody has to sleep or to be woken.',
  rows: [5],
  difficulty: 2,
  view: 'interleaving',
  shape: {
    className: 'FastLock',
    methods: {},
    programs: { lock: 1, unlock: 1 },
    services: {},
  },
  events: SLEEPING_LOCK_EVENTS.kinds,
  rules: [
    { id: 'FP1', title: 'Never are two threads inside at the same time.', points: 20 },
    { id: 'FP2', title: 'Every thread that asks for the lock gets it: no wake-up is lost.', points: 20 },
    {
      id: 'FP3',
      title: 'Uncontended, lock and unlock make no system call and one atomic operation each at most.',
      points: 25,
    },
    {
      id: 'FP4',
      title:
        'Contended, lock calls the kernel once, and once more for each other that came between; unlock once.',
      points: 10,
    },
    { id: 'FP5', title: 'Who waits for long sleeps.', points: 10 },
    { id: 'FP6', title: 'The lock uses its own words only.', points: 5 },
  ],
  budgets: [
    {
      id: 'crossings',
      title: 'Calls of the lock to the kernel',
      counter: 'crossings',
      unit: 'crossings',
      parts: [
        { counter: 'lockCrossings', title: 'lock' },
        { counter: 'unlockCrossings', title: 'unlock' },
      ],
      points: 10,
      factor: 2,
      slack: 40,
    },
  ],
  metric: {
    counter: 'crossings',
    title: 'Calls to the kernel, three threads that meet a few times',
    unit: 'crossings',
  },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
