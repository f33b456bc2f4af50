import { casesFrom } from '../../judging/cases-from';
import type { LinuxO1Parameters } from './simulation';

const usual: LinuxO1Parameters = {
  cores: 2,
  millisecondCycles: 100,
  sleepCycles: 100_000,
  priorities: 'shared',
  tickCycles: 10_000,
  computeBound: 6,
  deviceBound: 6,
  yielding: 3,
  visitors: 0,
  computeTicks: 20,
  bursts: 6,
  burstTicks: 3,
  deviceTicks: 8,
  deviceParallel: 6,
  spreadTicks: 10,
  visitTicks: 1,
  grain: 0,
  ideal: 0,
};

const none = { computeBound: 0, deviceBound: 0, yielding: 0 };

export default casesFrom(usual, [
  {
    name: 'default',
    distinguishes: ['displaced-to-the-end'],
    title: 'All were given 120.',
    parameters: { cores: 1, priorities: 'default' },
  },
  {
    name: 'compute',
    distinguishes: ['running-costs-no-credit'],
    title: 'Nobody sleeps.',
    parameters: { ...none, cores: 1, computeBound: 12, computeTicks: 40 },
  },
  {
    name: 'long-and-short-sleeps',
    distinguishes: ['credit-without-end', 'rounds-to-nearest'],
    title: 'Long and short sleeps.',
    parameters: { cores: 1, deviceBound: 12, bursts: 12, deviceTicks: 20 },
  },
  {
    name: 'real-time',
    distinguishes: ['real-time-expires', 'real-time-by-bonus'],
    title: 'Real-time threads among others.',
    parameters: { priorities: 'all', computeBound: 20, deviceBound: 20, yielding: 10 },
  },
  {
    name: 'short-slices',
    title: 'A millisecond of ten cycles.',
    parameters: { millisecondCycles: 10, sleepCycles: 20_000, computeTicks: 6 },
  },
  {
    name: 'four-cores',
    distinguishes: ['same-core-twice'],
    title: 'Four cores.',
    parameters: { cores: 4, computeBound: 16, deviceBound: 16, yielding: 8 },
  },
  {
    name: 'alone',
    distinguishes: ['always-room'],
    title: 'Fewer threads than cores.',
    parameters: { ...none, cores: 4, computeBound: 2, deviceBound: 2, bursts: 20 },
  },
  {
    name: 'many',
    distinguishes: ['all-to-the-front'],
    title: '500 threads on four cores.',
    parameters: {
      ...{ cores: 4, priorities: 'all', computeBound: 250, deviceBound: 200, yielding: 50, computeTicks: 2 },
      ...{ bursts: 2, burstTicks: 1, deviceParallel: 200, spreadTicks: 40 },
    },
  },
  {
    name: 'leaderboard',
    title: '500 threads on four cores: what does your scheduler itself cost?',
    rankedLike: 'many',
    seeds: 3,
  },
]);
