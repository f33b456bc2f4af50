/** Shortest remaining time first: who comes and has less left than a running thread takes its core at once. */
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { judge } from './judge';
import { REMAINING_EVENTS } from './remaining-events';
import { simulate } from './simulation';

const shape = {
  className: 'ShortestRemaining',
  methods: { enqueue: 2, pickNext: 1 },
  programs: {},
  services: { now: 0, remainingCycles: 1 },
};

export default defineExercise({
  title: 'Shortest remaining time first',
  summary:
    'Let whoever has the least left to compute run, also when a thread comes while others run: no order ends earlier on average.',
  rows: [66],
  difficulty: 1,
  view: 'cores',
  shape,
  events: REMAINING_EVENTS.kinds,
  rules: [
    {
      id: 'SR1',
      title: 'Answers are valid: pickNext a waiting thread or -1, enqueue 0 or 1 + a core that exists.',
      points: 5,
    },
    { id: 'SR2', title: 'A core is given a thread with the least left of those that wait.', points: 15 },
    { id: 'SR3', title: 'Of equals it is given the one with the lowest number.', points: 5 },
    {
      id: 'SR4',
      title: 'A thread that comes and has less left than a running one takes a core at once.',
      points: 15,
    },
    {
      id: 'SR5',
      title: 'It takes the core whose thread has the most left, of equals the lowest.',
      points: 15,
    },
    {
      id: 'SR6',
      title: 'Nobody makes room for a thread that has as much left or more, nor while a core idles.',
      points: 10,
    },
    { id: 'SR7', title: 'No core is left idle while a thread waits.', points: 5 },
    { id: 'SR8', title: 'Every thread finishes.', points: 5 },
    {
      id: 'SR9',
      title:
        'On one core, where only computing takes time, the average turnaround is the least that is possible.',
      points: 15,
    },
  ],
  budgets: [policyCycles(shape, { title: 'Cycles that your scheduler takes', points: 10 })],
  metric: {
    counter: 'turnaroundCycles',
    title: 'Average turnaround, 128 threads on 2 cores',
    unit: 'cycles',
  },
  limits: { unitsPerCase: 100_000_000 },
  showFailures: true,
  simulate,
  judge,
});
