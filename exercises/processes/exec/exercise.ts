/** exec: another program in the same process. */
import { EXEC_SHAPE } from '../../../simulator/kernel/processes/loader';
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { callPicture } from '../told-calls';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'exec',
  summary: 'Load a program into a process that runs already, with its arguments on a new stack.',
  rows: [14],
  difficulty: 3,
  view: callPicture(true, 'memory', 'processes'),
  shape: EXEC_SHAPE,
  events: EVENTS.kinds,
  rules: [
    {
      id: 'EX1',
      title: 'exec runs what can be run and answers the number of arguments; else it answers -1.',
      points: 15,
    },
    {
      id: 'EX2',
      title: 'Code, data, zeros and the first page of the stack are mapped, each with its rights.',
      points: 10,
    },
    { id: 'EX3', title: 'Pages hold what the file says, in frames of their own.', points: 10 },
    {
      id: 'EX4',
      title: 'The stack holds the texts of the arguments and the list of their addresses.',
      points: 15,
    },
    { id: 'EX5', title: 'The registers are those of a program that begins.', points: 10 },
    { id: 'EX6', title: 'The limits are those of the new program; the process stays the same.', points: 5 },
    { id: 'EX7', title: 'The old memory is given back, and no frame is lost.', points: 10 },
    { id: 'EX8', title: 'What is refused changes nothing and takes no frame.', points: 10 },
    { id: 'EX9', title: 'Nothing else is changed, and nothing reached that is not in use.', points: 5 },
  ],
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Words, fields and registers that exec reads and writes',
      counter: 'mechanismAccesses',
      unit: 'accesses',
      points: 5,
      factor: 2.5,
      slack: 1_000,
    },
    policyCycles(EXEC_SHAPE, { title: 'Cycles that your code takes', points: 5, factor: 4 }),
  ],
  metric: {
    counter: 'mechanismAccesses',
    title: 'Words, fields and registers that exec reads and writes',
    unit: 'accesses',
  },
  limits: { unitsPerCase: 100_000_000 },
  showFailures: true,
  simulate,
  judge,
});
