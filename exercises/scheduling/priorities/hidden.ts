import { casesFrom } from '../../judging/cases-from';
import type { PriorityAgeingParameters } from './simulation';

const usual: PriorityAgeingParameters = {
  cores: 2,
  levels: 6,
  ageCycles: 40_000,
  tickCycles: 10_000,
  computeBound: 5,
  deviceBound: 5,
  yielding: 2,
  visitors: 0,
  computeTicks: 20,
  bursts: 6,
  burstTicks: 3,
  deviceTicks: 5,
  deviceParallel: 4,
  spreadTicks: 10,
  visitTicks: 1,
  grain: 0,
  ideal: 0,
};

const none = { computeBound: 0, deviceBound: 0, yielding: 0 };
/** Nobody waits for so long. */
const noAgeing = { ageCycles: 2 ** 30 };

export default casesFrom(usual, [
  {
    name: 'fixed',
    title: 'Nobody waits long enough to rise: plain priorities.',
    parameters: { ...noAgeing, cores: 1, computeBound: 4, deviceBound: 8, bursts: 8 },
    distinguishes: ['never-takes-a-core', 'makes-room-only-for-better'],
  },
  {
    name: 'starvation',
    title: 'Long computations above others: without ageing these would starve.',
    parameters: { ...none, cores: 1, computeBound: 8, computeTicks: 60, ideal: 1 },
    distinguishes: ['never-rises', 'rises-at-half-speed'],
  },
  {
    name: 'quick-ageing',
    title: 'Waiting for half a tick is enough to rise by one.',
    parameters: { cores: 1, ageCycles: 5_000, levels: 16, computeBound: 8, yielding: 4 },
    distinguishes: ['rises-by-one-only', 'below-the-top'],
  },
  {
    name: 'slow-ageing',
    title: 'A step takes forty ticks.',
    parameters: { cores: 1, ageCycles: 400_000, levels: 4, computeBound: 10, computeTicks: 40 },
    distinguishes: ['rises-by-ticks'],
  },
  {
    name: 'two-priorities',
    title: 'Only two priorities, and many equals.',
    parameters: { cores: 1, levels: 2, computeBound: 6, deviceBound: 8, yielding: 4 },
    distinguishes: ['newest-of-equals'],
  },
  {
    name: 'sixteen-priorities',
    title: 'Sixteen priorities on three cores.',
    parameters: { cores: 3, levels: 16, computeBound: 12, deviceBound: 12, computeTicks: 30 },
    distinguishes: ['takes-any-worse-core'],
  },
  {
    name: 'at-ticks',
    title: 'Arrivals, steps of ageing and ticks fall on the same cycles.',
    parameters: {
      ...{ cores: 1, levels: 5, ageCycles: 20_000, computeBound: 10, deviceBound: 8, yielding: 4 },
      ...{ grain: 1, ideal: 1, burstTicks: 4, spreadTicks: 3, computeTicks: 15 },
    },
    distinguishes: ['a-cycle-late', 'own-priority-last'],
  },
  {
    name: 'all-at-once',
    title: '60 threads are created at the same cycle.',
    parameters: {
      ...none,
      ...{ cores: 1, levels: 8, computeBound: 60, computeTicks: 6, spreadTicks: 0, grain: 1, ideal: 1 },
    },
    distinguishes: ['room-for-fifty-nine'],
  },
  {
    name: 'few-threads',
    title: 'Fewer threads than cores, most of the time.',
    parameters: {
      ...none,
      ...noAgeing,
      cores: 4,
      computeBound: 2,
      deviceBound: 5,
      bursts: 20,
      deviceTicks: 6,
    },
    distinguishes: ['takes-a-core-while-one-idles'],
  },
  {
    name: 'yielding',
    title: 'Threads that give their core up begin to wait anew, and take no other core.',
    parameters: { ...none, cores: 3, computeBound: 5, yielding: 10, bursts: 20, burstTicks: 2 },
    distinguishes: ['yielding-takes-a-core'],
  },
  {
    name: 'visitors',
    title: 'Short visitors of all priorities keep coming.',
    parameters: { cores: 1, computeBound: 4, computeTicks: 40, visitors: 40, visitTicks: 3 },
    distinguishes: ['who-runs-ages'],
  },
  {
    name: 'four-cores',
    title: 'Which of four cores makes room?',
    parameters: { cores: 4, levels: 10, computeBound: 10, deviceBound: 16, bursts: 10 },
    distinguishes: ['highest-of-equal-cores', 'same-core-twice'],
  },
  {
    name: 'eight-cores',
    title: '60 threads on 8 cores.',
    parameters: {
      ...{ cores: 8, levels: 16, computeBound: 24, deviceBound: 28, yielding: 8 },
      ...{ deviceParallel: 28, bursts: 5, computeTicks: 15 },
    },
    distinguishes: ['only-the-first-cores'],
  },
  {
    name: 'leaderboard',
    title: '60 threads on 8 cores: what does your scheduler itself cost?',
    rankedLike: 'eight-cores',
  },
]);
