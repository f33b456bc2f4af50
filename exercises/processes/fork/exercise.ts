/** fork: a second process that is a copy of the first. */
import { FORK_SHAPE } from '../../../simulator/kernel/processes/fork';
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { callPicture } from '../told-calls';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'fork',
  summary: 'Make a copy of a running process: registers, limits, and every page in a frame of its own.',
  rows: [13],
  difficulty: 2,
  view: callPicture(false, 'memory', 'processes'),
  shape: FORK_SHAPE,
  events: EVENTS.kinds,
  rules: [
    {
      id: 'FK1',
      title: 'fork answers 0 when the child is made, and -1 when memory does not suffice.',
      points: 10,
    },
    { id: 'FK2', title: "The child's registers are its parent's; only the result is 0.", points: 15 },
    {
      id: 'FK3',
      title: 'The child has the pages of its parent, at the same addresses, with the same rights.',
      points: 10,
    },
    { id: 'FK4', title: 'Every page of the child is a copy in a frame of its own.', points: 15 },
    { id: 'FK5', title: 'The parent, and everybody else, is as before.', points: 10 },
    { id: 'FK6', title: 'Limits and permissions are copied; what the kernel has set is left.', points: 10 },
    { id: 'FK7', title: 'A fork that is refused leaves no frame behind.', points: 10 },
    {
      id: 'FK8',
      title: "The child's tables are whole, and nothing is lost or reached that is not in use.",
      points: 5,
    },
  ],
  budgets: [
    {
      id: 'frames-copied',
      title: 'Frames copied by forks that make a child',
      counter: 'copiedFrames',
      unit: 'frames',
      points: 5,
      factor: 1,
      margin: 0,
    },
    {
      id: 'memory-accesses',
      title: 'Words, fields and registers that fork reads and writes',
      counter: 'mechanismAccesses',
      unit: 'accesses',
      points: 5,
      factor: 4,
      slack: 1_000,
    },
    policyCycles(FORK_SHAPE, { title: 'Cycles that your code takes', points: 5, factor: 12 }),
  ],
  metric: {
    counter: 'mechanismAccesses',
    title: 'Words, fields and registers that fork reads and writes',
    unit: 'accesses',
  },
  limits: { unitsPerCase: 50_000_000 },
  showFailures: true,
  simulate,
  judge,
});
