/** Priority inheritance: who has a lock counts as good as the best that waits for it. */
import { INHERITANCE_SHAPE } from '../../../simulator/kernel/synchronization/inheritance';
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { judge } from './judge';
import { picture } from './picture';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Priority inheritance',
  summary: 'Lend the owner of a lock the priority of whoever waits for it, and take it back in time.',
  rows: [69],
  difficulty: 2,
  view: picture,
  shape: INHERITANCE_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'IH1', title: 'Answers are valid, and priorities exist.', points: 4 },
    { id: 'IH2', title: 'A free lock is given at once, and never have two threads the same.', points: 8 },
    { id: 'IH3', title: 'Who would wait for itself is refused, and changes nothing.', points: 9 },
    { id: 'IH4', title: 'A lock that is given back goes to the waiter that counts best.', points: 9 },
    { id: 'IH5', title: 'Of equals it goes to the one that has waited longest.', points: 7 },
    { id: 'IH6', title: 'The owner counts at least as good as whoever waits for its lock.', points: 13 },
    { id: 'IH7', title: 'If the owner waits itself, so does whoever it waits for, and so on.', points: 12 },
    { id: 'IH8', title: 'Nobody counts better than that: a boost ends with the unlock.', points: 11 },
    { id: 'IH9', title: 'Nobody counts worse: what other locks still bring is kept.', points: 9 },
    { id: 'IH10', title: 'A boost also ends when the waiter gives up, along the chain.', points: 8 },
  ],
  budgets: [policyCycles(INHERITANCE_SHAPE, { title: 'Cycles that your locks take', points: 10 })],
  metric: {
    counter: 'policyCycles',
    title: 'Cycles in your locks, 40 threads on 4 cores',
    unit: 'cycles',
  },
  limits: { unitsPerCase: 150_000_000 },
  showFailures: true,
  simulate,
  judge,
});
