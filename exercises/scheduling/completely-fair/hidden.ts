import { casesFrom } from '../../judging/cases-from';
import type { CompletelyFairParameters } from './simulation';

const usual: CompletelyFairParameters = {
  cores: 2,
  periodCycles: 60_000,
  minimumCycles: 1_500,
  nices: 'near',
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

export default casesFrom(usual, [
  {
    name: 'equals',
    title: 'Threads of one weight that are all there at once.',
    parameters: { ...none, cores: 1, nices: 'equal', computeBound: 8, spreadTicks: 0, grain: 1, ideal: 1 },
    distinguishes: ['higher-number-first', 'makes-room-for-equals'],
  },
  {
    name: 'all-weights',
    title: 'Nice values from -20 to 19: slices from the least to the whole period.',
    parameters: { cores: 1, nices: 'all', computeBound: 10, deviceBound: 6 },
    distinguishes: ['nice-is-the-weight', 'rounds-to-nearest'],
  },
  {
    name: 'late-comers',
    title: 'New threads keep coming while old ones have had much.',
    parameters: { ...none, cores: 1, computeBound: 12, spreadTicks: 150 },
    distinguishes: ['begins-at-zero', 'begins-at-the-first'],
  },
  {
    name: 'long-sleeps',
    title: 'Sleeps that are much longer than a period.',
    parameters: { ...none, computeBound: 5, deviceBound: 6, deviceTicks: 40, bursts: 8, computeTicks: 60 },
    distinguishes: ['wakes-as-it-fell-asleep', 'wakes-a-period-below'],
  },
  {
    name: 'short-sleeps',
    title: 'Sleeps that are shorter than half a period.',
    parameters: { ...none, cores: 1, computeBound: 3, deviceBound: 6, deviceTicks: 1, bursts: 12 },
    distinguishes: ['wakes-at-the-floor'],
  },
  {
    name: 'all-asleep',
    title: 'Nobody but sleepers: the floor must rise although nobody waits.',
    parameters: {
      ...none,
      cores: 2,
      deviceBound: 4,
      deviceTicks: 12,
      bursts: 16,
      visitors: 10,
      visitTicks: 7,
    },
    distinguishes: ['floor-of-the-waiting', 'floor-without-who-runs'],
  },
  {
    name: 'yielding',
    title: 'Threads that give the core up, and must come back as they left.',
    parameters: { ...none, cores: 1, computeBound: 2, yielding: 8, bursts: 15 },
    distinguishes: ['forgets-yielding', 'weight-twice-after-a-yield'],
  },
  {
    name: 'odd-period',
    title: 'A period and a minimum that nothing divides.',
    parameters: { periodCycles: 30_011, minimumCycles: 997, deviceTicks: 12 },
    distinguishes: ['half-a-period-rounded-up'],
  },
  {
    name: 'long-slices',
    title: 'Slices of millions of cycles.',
    parameters: {
      ...none,
      ...{ cores: 1, nices: 'equal', computeBound: 3, computeTicks: 400, periodCycles: 9_000_000 },
    },
    distinguishes: ['thirty-two-bits'],
  },
  {
    name: 'short-slices',
    title: 'The least slice is all that most threads get.',
    parameters: { cores: 1, computeBound: 8, periodCycles: 4_000, minimumCycles: 3_000, nices: 'all' },
    distinguishes: ['no-least-slice'],
  },
  {
    name: 'alone',
    title: 'One thread, then another for a while.',
    parameters: { ...none, cores: 1, computeBound: 1, computeTicks: 60, visitors: 8, visitTicks: 11 },
    distinguishes: ['makes-room-for-anyone'],
  },
  {
    name: 'few-threads',
    title: 'Fewer threads than cores, most of the time.',
    parameters: { ...none, cores: 4, computeBound: 2, deviceBound: 3, bursts: 12 },
    distinguishes: ['weight-of-the-waiting'],
  },
  {
    name: 'four-cores',
    title: 'Four cores that take from one order.',
    parameters: { cores: 4, computeBound: 12, deviceBound: 10, yielding: 4, nices: 'all' },
    distinguishes: ['floor-of-one-core'],
  },
  {
    name: 'many',
    title: '1,000 threads on one core, all there at once.',
    parameters: {
      ...none,
      ...{
        cores: 1,
        computeBound: 1_000,
        computeTicks: 1,
        spreadTicks: 0,
        periodCycles: 100_000,
        minimumCycles: 5_000,
      },
    },
    distinguishes: ['room-for-999'],
  },
  {
    name: 'many-on-four-cores',
    title: '1,000 threads on four cores.',
    parameters: {
      ...{
        cores: 4,
        computeBound: 500,
        deviceBound: 400,
        yielding: 100,
        computeTicks: 1,
        burstTicks: 1,
        bursts: 1,
      },
      ...{ deviceParallel: 400, spreadTicks: 100, nices: 'all', periodCycles: 100_000, minimumCycles: 5_000 },
    },
    distinguishes: ['room-for-999'],
  },
  {
    name: 'leaderboard',
    title: '1,000 threads on four cores: what does your scheduler itself cost?',
    rankedLike: 'many-on-four-cores',
    seeds: 3,
  },
]);
