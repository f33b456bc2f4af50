import type { HiddenCase } from '../../exercise-definition';
import type { MultiLevelFeedbackParameters } from './simulation';

const usual: MultiLevelFeedbackParameters = {
  cores: 2,
  levels: 3,
  quantumTicks: 1,
  boostTicks: 50,
  tickCycles: 10_000,
  computeBound: 4,
  deviceBound: 4,
  yielding: 2,
  computeTicks: 20,
  bursts: 6,
  burstTicks: 3,
  deviceTicks: 5,
  deviceParallel: 2,
  spreadTicks: 10,
};

const none = { computeBound: 0, deviceBound: 0, yielding: 0 };

const crowd: MultiLevelFeedbackParameters = {
  ...usual,
  cores: 8,
  levels: 4,
  computeBound: 20,
  deviceBound: 30,
  yielding: 10,
  computeTicks: 30,
  bursts: 8,
  deviceTicks: 10,
  deviceParallel: 4,
  boostTicks: 40,
};

const hidden: readonly HiddenCase<MultiLevelFeedbackParameters>[] = [
  {
    name: 'compute-bound',
    title: 'Threads that only compute sink to the bottom and share it.',
    role: 'hidden',
    parameters: { ...usual, ...none, cores: 1, computeBound: 4, boostTicks: 1000 },
    distinguishes: ['never-sinks', 'sinks-to-the-bottom', 'same-slice-on-all-levels'],
  },
  {
    name: 'four-levels',
    title: 'Four levels and a slice of two ticks at the top.',
    role: 'hidden',
    parameters: {
      ...usual,
      cores: 1,
      levels: 4,
      quantumTicks: 2,
      computeTicks: 40,
      burstTicks: 8,
      boostTicks: 200,
    },
    distinguishes: ['same-slice-on-all-levels', 'sinks-to-the-bottom', 'jumps-to-the-top'],
  },
  {
    name: 'arrivals',
    title: 'New threads keep arriving while old ones have sunk.',
    role: 'hidden',
    parameters: { ...usual, ...none, cores: 1, computeBound: 8, computeTicks: 10, spreadTicks: 70 },
    distinguishes: ['enters-at-the-bottom', 'one-queue', 'never-overtakes'],
  },
  {
    name: 'yielding',
    title: 'Threads that give their core up in good time keep their level.',
    role: 'hidden',
    parameters: { ...usual, ...none, cores: 1, computeBound: 2, yielding: 5, bursts: 8, burstTicks: 2 },
    distinguishes: ['sinks-on-yield', 'one-queue'],
  },
  {
    name: 'returning',
    title: 'Threads return from the disk, one level higher each time.',
    role: 'hidden',
    parameters: {
      ...usual,
      ...none,
      cores: 1,
      levels: 4,
      computeBound: 2,
      deviceBound: 5,
      burstTicks: 6,
      bursts: 8,
      boostTicks: 200,
    },
    distinguishes: ['stays-after-device', 'jumps-to-the-top', 'never-overtakes'],
  },
  {
    name: 'starvation',
    title: 'A crowd that never uses its slice keeps the top level busy.',
    role: 'hidden',
    parameters: {
      ...usual,
      ...none,
      cores: 1,
      computeBound: 2,
      yielding: 8,
      computeTicks: 12,
      bursts: 30,
      burstTicks: 1,
      boostTicks: 40,
      spreadTicks: 6,
    },
    distinguishes: ['never-boosts', 'one-queue'],
  },
  {
    name: 'boost-with-devices',
    title: 'A boost while some threads run and others wait for the disk.',
    role: 'hidden',
    parameters: { ...usual, burstTicks: 6, boostTicks: 30, deviceTicks: 10 },
    distinguishes: ['never-boosts', 'boosts-all-but-blocked', 'stays-after-device'],
  },
  {
    name: 'alone',
    title: 'Fewer threads than cores: nobody to make room for.',
    role: 'hidden',
    parameters: { ...usual, ...none, cores: 3, computeBound: 2, deviceBound: 2, spreadTicks: 20 },
    distinguishes: ['preempts-for-anyone'],
  },
  {
    name: 'overtaking',
    title: 'A thread on a higher level does not wait for the slice of a lower one.',
    role: 'hidden',
    parameters: { ...usual, cores: 2, levels: 4, computeTicks: 40, boostTicks: 300 },
    distinguishes: ['never-overtakes', 'sinks-when-overtaken', 'preempts-for-anyone'],
  },
  {
    name: 'mixed',
    title: 'Everything together on four cores.',
    role: 'hidden',
    parameters: { ...usual, cores: 4, computeBound: 8, deviceBound: 8, yielding: 4, boostTicks: 30 },
    distinguishes: ['never-boosts', 'stays-after-device', 'slice-not-restarted'],
  },
  {
    name: 'crowd',
    title: '60 threads on 8 cores.',
    role: 'hidden',
    parameters: crowd,
    distinguishes: ['never-sinks', 'one-queue'],
  },
  {
    name: 'leaderboard',
    title: '60 threads on 8 cores: what does your scheduler itself cost?',
    role: 'leaderboard',
    parameters: crowd,
    distinguishes: ['never-sinks', 'sinks-on-yield', 'stays-after-device', 'never-boosts', 'one-queue'],
  },
];

export default hidden;
