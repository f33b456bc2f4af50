import { samplesFrom } from '../../judging/cases-from';
import type { LifeCycleParameters } from './simulation';

export const usual: LifeCycleParameters = {
  attempts: 25,
  questions: 25,
  cores: 2,
  tickCycles: 10_000,
  computeBound: 2,
  deviceBound: 3,
  yielding: 2,
  visitors: 0,
  computeTicks: 8,
  bursts: 4,
  burstTicks: 3,
  deviceTicks: 5,
  deviceParallel: 2,
  spreadTicks: 6,
  visitTicks: 1,
  grain: 0,
  ideal: 0,
};

export default samplesFrom(usual, [
  {
    name: 'one-thread',
    title: 'One thread that reads from a device, and nothing that cannot be.',
    seed: 1,
    parameters: { attempts: 0, computeBound: 0, deviceBound: 1, yielding: 0, cores: 1 },
  },
  { name: 'several', title: 'Several threads on one core.', seed: 2, parameters: { attempts: 0, cores: 1 } },
  {
    name: 'half-cannot-be',
    title: 'Half of what is told cannot be.',
    seed: 3,
    parameters: { attempts: 100 },
  },
]);
