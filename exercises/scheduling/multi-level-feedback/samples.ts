import type { SampleCase } from '../../exercise-definition';
import type { MultiLevelFeedbackParameters } from './simulation';

const small: MultiLevelFeedbackParameters = {
  cores: 1,
  levels: 3,
  quantumTicks: 1,
  boostTicks: 40,
  tickCycles: 10_000,
  computeBound: 0,
  deviceBound: 0,
  yielding: 0,
  visitors: 0,
  computeTicks: 12,
  bursts: 4,
  burstTicks: 2,
  deviceTicks: 4,
  deviceParallel: 1,
  spreadTicks: 4,
  visitTicks: 1,
  grain: 0,
  ideal: 0,
};

const samples: readonly SampleCase<MultiLevelFeedbackParameters>[] = [
  {
    name: 'sinking',
    title: 'Three threads that only compute sink from level to level.',
    seed: 21,
    parameters: { ...small, computeBound: 3, boostTicks: 1000 },
  },
  {
    name: 'rising',
    title: 'Threads that wait for a disk rise again and overtake one that computes.',
    seed: 22,
    parameters: { ...small, computeBound: 1, deviceBound: 3, yielding: 1, burstTicks: 5, boostTicks: 1000 },
  },
  {
    name: 'boost',
    title: 'Two cores, slices of several ticks; every 25 ticks everybody starts again at the top.',
    seed: 23,
    parameters: {
      ...small,
      cores: 2,
      quantumTicks: 3,
      computeBound: 4,
      deviceBound: 2,
      yielding: 2,
      computeTicks: 40,
      boostTicks: 25,
    },
  },
];

export default samples;
