import type { SampleCase } from '../../exercise-definition';
import type { RoundRobinParameters } from './simulation';

const samples: readonly SampleCase<RoundRobinParameters>[] = [
  {
    name: 'one-core',
    title: 'Three threads that only compute share one core.',
    seed: 11,
    parameters: {
      cores: 1,
      quantumTicks: 2,
      tickCycles: 10_000,
      computeBound: 3,
      deviceBound: 0,
      yielding: 0,
      computeTicks: 8,
      bursts: 0,
      burstTicks: 1,
      deviceTicks: 1,
      deviceParallel: 1,
      spreadTicks: 1,
    },
  },
  {
    name: 'devices',
    title: 'Threads that wait for a disk return to the end of the queue.',
    seed: 12,
    parameters: {
      cores: 1,
      quantumTicks: 3,
      tickCycles: 10_000,
      computeBound: 2,
      deviceBound: 3,
      yielding: 1,
      computeTicks: 12,
      bursts: 3,
      burstTicks: 2,
      deviceTicks: 4,
      deviceParallel: 1,
      spreadTicks: 2,
    },
  },
  {
    name: 'two-cores',
    title: 'Two cores take from one queue; sometimes nobody waits.',
    seed: 13,
    parameters: {
      cores: 2,
      quantumTicks: 2,
      tickCycles: 10_000,
      computeBound: 3,
      deviceBound: 2,
      yielding: 1,
      computeTicks: 12,
      bursts: 3,
      burstTicks: 3,
      deviceTicks: 5,
      deviceParallel: 2,
      spreadTicks: 10,
    },
  },
];

export default samples;
