/** Choosing a time slice: long ones while nobody can come back, short ones while somebody may. */
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';
import { defineExercise } from '../../exercise-definition';
import { judge } from './judge';
import { simulate } from './simulation';

export default defineExercise({
  title: 'Choosing a time slice',
  summary:
    'Set the timer for each thread: few switches while all compute, quick answers while some wait for devices.',
  rows: [17, 71],
  difficulty: 2,
  view: 'cores',
  shape: {
    className: 'TimeSlices',
    methods: { slice: 1, sliceEnded: 3 },
    programs: {},
    services: { now: 0, alive: 0 },
  },
  events: SCHEDULING_EVENTS.kinds,
  rules: [
    { id: 'TS1', title: 'A slice is a number of cycles from switchCycles to longestCycles.', points: 10 },
    {
      id: 'TS2',
      title: 'A thread whose device is done runs within responseCycles.',
      points: 25,
    },
    {
      id: 'TS3',
      title: 'At least 85 % of the time in which the core is busy, threads compute.',
      points: 15,
    },
    {
      id: 'TS4',
      title: 'While nobody is away, slices are on average at least half as long as the longest.',
      points: 20,
    },
    {
      id: 'TS5',
      title:
        'A thread that needed the core for a short time only is not interrupted before it has had as much again.',
      points: 15,
    },
  ],
  budgets: [
    {
      id: 'switches',
      title: 'Context switches',
      counter: 'contextSwitches',
      unit: 'context switches',
      points: 15,
      factor: 2,
      slack: 10,
    },
  ],
  metric: {
    counter: 'contextSwitches',
    title: 'Context switches with readers and computing threads in one queue',
    unit: 'context switches',
  },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
