/** A mutex with conditions in a segment that processes share: states in the segment, sleepers in the kernel. */
import { defineExercise } from '../../exercise-definition';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'A mutex in a segment',
  summary: 'Write a mutex and conditions for processes that share a segment, each at an address of its own.',
  rows: [112],
  difficulty: 3,
  view: 'interleaving',
  shape: {
    className: 'SegmentMutex',
    methods: {},
    programs: { lock: 1, unlock: 1, wait: 2, signal: 2 },
    services: {},
  },
  events: EVENTS.kinds,
  rules: [
    { id: 'SM1', title: 'Never are two processes inside at the same time.', points: 20 },
    {
      id: 'SM2',
      title: 'Every process that asks for the mutex gets it: no wake-up is lost between processes.',
      points: 15,
    },
    { id: 'SM3', title: 'Uncontended, lock and unlock make no call to the kernel.', points: 20 },
    {
      id: 'SM4',
      title: 'wait gives the mutex up and has it again when it returns, and no signal is lost.',
      points: 20,
    },
    { id: 'SM5', title: 'Who waits for long sleeps.', points: 5 },
    {
      id: 'SM6',
      title: 'unlock by a process that does not hold the mutex is refused and changes nothing.',
      points: 5,
    },
    { id: 'SM7', title: 'The mutex uses its own words only, each process by its own addresses.', points: 5 },
  ],
  budgets: [
    {
      id: 'crossings',
      title: 'Calls of the mutex to the kernel',
      counter: 'crossings',
      unit: 'crossings',
      parts: [
        { counter: 'lockCrossings', title: 'lock' },
        { counter: 'unlockCrossings', title: 'unlock' },
        { counter: 'waitCrossings', title: 'wait' },
        { counter: 'signalCrossings', title: 'signal' },
      ],
      points: 10,
      factor: 2,
      slack: 40,
    },
  ],
  metric: {
    counter: 'crossings',
    title: 'Calls to the kernel, three processes that hand on items',
    unit: 'crossings',
  },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
