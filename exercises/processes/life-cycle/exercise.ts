/** Life cycle: the states of threads as a machine that takes legal changes only, and the time in each. */
import { LIFE_CYCLE_SHAPE as shape } from '../../../simulator/kernel/threads/life-cycle';
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { LIFE_EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Life cycle',
  summary: 'Keep the state of each thread and the time that it spent in each, and refuse what cannot happen.',
  rows: [12],
  difficulty: 1,
  view: definePicture(LIFE_EVENTS, {
    parts: {
      threads: {
        kind: 'lanes',
        title: 'Threads over time',
        noun: 'thread',
        states: { ready: 'ready', running: 'running', blocked: 'blocked', exited: 'none' },
      },
      said: {
        kind: 'table',
        title: 'What you said last',
        key: 'thread',
        columns: ['state', 'ready', 'running', 'blocked'],
      },
    },
    on: {
      admit: [{ part: 'threads', lane: 'thread', state: 'ready' }],
      dispatch: [{ part: 'threads', lane: 'thread', state: 'running' }],
      preempt: [{ part: 'threads', lane: 'thread', state: 'ready' }],
      yield: [{ part: 'threads', lane: 'thread', state: 'ready' }],
      block: [{ part: 'threads', lane: 'thread', state: 'blocked' }],
      wake: [{ part: 'threads', lane: 'thread', state: 'ready' }],
      exit: [{ part: 'threads', lane: 'thread', state: 'exited' }],
      attempt: [{ part: 'said', row: 'thread' }],
      state: [{ part: 'said', row: 'thread', set: { state: 'answer' } }],
      cycles: [
        { part: 'said', row: 'thread', set: { ready: 'answer' }, when: { state: 1 } },
        { part: 'said', row: 'thread', set: { running: 'answer' }, when: { state: 2 } },
        { part: 'said', row: 'thread', set: { blocked: 'answer' }, when: { state: 3 } },
      ],
    },
  }),
  shape,
  events: LIFE_EVENTS.kinds,
  rules: [
    {
      id: 'LC1',
      title: 'A change that can happen is answered 1, and the thread is in its new state.',
      points: 20,
    },
    { id: 'LC2', title: 'A change that cannot happen to the thread is answered 0.', points: 20 },
    { id: 'LC3', title: 'What is refused changes neither state nor times.', points: 20 },
    { id: 'LC4', title: 'The time in each state is exact, the present stretch included.', points: 20 },
    { id: 'LC5', title: 'Of a thread that does not exist nothing is changed or told.', points: 10 },
  ],
  budgets: [policyCycles(shape, { title: 'Cycles that your code takes', points: 10, factor: 10 })],
  metric: { counter: 'policyCycles', title: 'Cycles in your code, 48 threads', unit: 'cycles' },
  limits: { unitsPerCase: 50_000_000 },
  showFailures: true,
  simulate,
  judge,
});
