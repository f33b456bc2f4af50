import { samplesFrom } from '../../judging/cases-from';
import type { PriorityAgeingParameters } from './simulation';

const small: PriorityAgeingParameters = {
  cores: 1,
  levels: 4,
  ageCycles: 30_000,
  tickCycles: 10_000,
  computeBound: 0,
  deviceBound: 0,
  yielding: 0,
  visitors: 0,
  computeTicks: 12,
  bursts: 4,
  burstTicks: 2,
  deviceTicks: 4,
  deviceParallel: 2,
  spreadTicks: 4,
  visitTicks: 1,
  grain: 0,
  ideal: 0,
};

export default samplesFrom(small, [
  {
    name: 'rising',
    title: 'Four threads that only compute; those that wait rise.',
    seed: 56,
    parameters: { computeBound: 4, computeTicks: 8 },
  },
  {
    name: 'coming-back',
    title: 'Threads that come back from the disk take the core at once, if they are better.',
    seed: 32,
    parameters: { computeBound: 2, deviceBound: 4, bursts: 6 },
  },
  {
    name: 'two-cores',
    title: 'Two cores: which of the two makes room?',
    seed: 33,
    parameters: { cores: 2, levels: 8, computeBound: 4, deviceBound: 5, yielding: 2, bursts: 6 },
  },
]);
