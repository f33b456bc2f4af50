import { samplesFrom } from '../../judging/cases-from';
import type { CompletelyFairParameters } from './simulation';

const small: CompletelyFairParameters = {
  cores: 1,
  periodCycles: 24_000,
  minimumCycles: 1_000,
  nices: 'near',
  tickCycles: 10_000,
  computeBound: 0,
  deviceBound: 0,
  yielding: 0,
  visitors: 0,
  computeTicks: 8,
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
    name: 'weights',
    title: 'Three threads that only compute share a core by their weights.',
    seed: 41,
    parameters: { computeBound: 3 },
  },
  {
    name: 'sleepers',
    title: 'Visitors begin at the floor; who waits for a disk comes back below it, but not far.',
    seed: 42,
    parameters: { computeBound: 2, deviceBound: 3, bursts: 6, deviceTicks: 8, visitors: 5, visitTicks: 4 },
  },
  {
    name: 'two-cores',
    title: 'Equals on two cores, where the lower number decides.',
    seed: 43,
    parameters: { cores: 2, nices: 'equal', computeBound: 4, deviceBound: 2, yielding: 2, spreadTicks: 0 },
  },
]);
