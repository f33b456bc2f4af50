/** Process tree: wait and exit, zombies and who reaps them, orphans and who takes them in. */
import { PROCESS_TREE_SHAPE as shape } from '../../../simulator/kernel/processes/process-tree';
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { systemPicture } from '../../system-picture';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Process tree',
  summary:
    'Write wait and exit: who is reaped, when and by whom, and what becomes of the children of the dead.',
  rows: [15],
  difficulty: 2,
  view: systemPicture('processes', 'lives'),
  shape,
  events: EVENTS.kinds,
  rules: [
    { id: 'PT1', title: 'A process that ends is a zombie until it is reaped.', points: 10 },
    {
      id: 'PT2',
      title: "When a process ends, its children become init's, zombies too; nobody else gets another parent.",
      points: 15,
    },
    {
      id: 'PT3',
      title: 'A wait whose caller has children that are over reaps the one with the lowest number.',
      points: 15,
    },
    {
      id: 'PT4',
      title: 'Otherwise wait answers 0 while there are children, and -1 where there are none.',
      points: 10,
    },
    {
      id: 'PT5',
      title: 'A parent that waits is woken once a child is over: with the lowest one, which is reaped.',
      points: 20,
    },
    { id: 'PT6', title: 'Nobody is reaped before somebody waited for it who still can.', points: 10 },
    { id: 'PT7', title: 'Whoever is over when its parent is over too is reaped at once.', points: 10 },
    { id: 'PT8', title: 'Nothing else in any record is changed.', points: 5 },
  ],
  budgets: [
    policyCycles(shape, { title: 'Cycles that your code takes', points: 5, factor: 8, slack: 2_000 }),
  ],
  metric: { counter: 'policyCycles', title: 'Cycles in your code, a crowd of families', unit: 'cycles' },
  limits: { unitsPerCase: 50_000_000 },
  showFailures: true,
  simulate,
  judge,
});
