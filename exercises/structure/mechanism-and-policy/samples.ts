import { samplesFrom } from '../../judging/cases-from';
import type { MechanismParameters } from './simulation';

export const usual: MechanismParameters = {
  policy: 'priority',
  priorities: 4,
  highest: 139,
  cores: 1,
  tickCycles: 10_000,
  computeBound: 3,
  deviceBound: 4,
  yielding: 2,
  visitors: 0,
  computeTicks: 10,
  bursts: 4,
  burstTicks: 3,
  deviceTicks: 5,
  deviceParallel: 1,
  spreadTicks: 6,
  visitTicks: 1,
  grain: 0,
  ideal: 0,
};

export default samplesFrom(usual, [
  {
    name: 'first-come',
    title: 'First come, first served, on one core.',
    seed: 21,
    parameters: { policy: 'firstCome' },
  },
  { name: 'priority', title: 'Four priorities, on one core.', seed: 22 },
  {
    name: 'kernel',
    title: "The kernel's own policy, on two cores.",
    seed: 23,
    parameters: { policy: 'kernel', cores: 2 },
  },
]);
