import { samplesFrom } from '../../judging/cases-from';
import type { LinuxO1Parameters } from './simulation';

const small: LinuxO1Parameters = {
  cores: 1,
  millisecondCycles: 100,
  sleepCycles: 100_000,
  priorities: 'near',
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
    name: 'two-arrays',
    title: 'Three threads that only compute: each expires after its slice, then the arrays change places.',
    seed: 51,
    parameters: { computeBound: 3 },
  },
  {
    name: 'sleepers',
    title: 'Threads that wait for a disk get a bonus, those that compute lose it.',
    seed: 52,
    parameters: { priorities: 'shared', computeBound: 3, deviceBound: 4, bursts: 8, deviceTicks: 12 },
  },
  {
    name: 'two-cores',
    title: 'Two cores, with real-time threads and some that give their core up.',
    seed: 53,
    parameters: { cores: 2, priorities: 'all', computeBound: 8, deviceBound: 8, yielding: 6 },
  },
]);
