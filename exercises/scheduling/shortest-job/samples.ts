import type { SampleCase } from '../../exercise-definition';
import type { ShortestJobParameters } from './simulation';

const samples: readonly SampleCase<ShortestJobParameters>[] = [
  {
    name: 'one-core',
    title: 'Three threads on one core, looking back at two bursts; only computing takes time.',
    seed: 21,
    parameters: {
      cores: 1,
      window: 2,
      firstEstimate: 500,
      steady: 1,
      alike: 0,
      noisy: 2,
      changing: 0,
      yielding: 0,
      bursts: 6,
      meanCycles: 400,
      deviceCycles: 600,
      spreadCycles: 100,
      costs: 'none',
    },
  },
  {
    name: 'equals',
    title: 'Threads that always compute for equally long: who waits longest goes first.',
    seed: 22,
    parameters: {
      cores: 1,
      window: 3,
      firstEstimate: 4_000,
      steady: 2,
      alike: 5,
      noisy: 2,
      changing: 0,
      yielding: 1,
      bursts: 6,
      meanCycles: 2_000,
      deviceCycles: 3_000,
      spreadCycles: 4_000,
      costs: 'usual',
    },
  },
  {
    name: 'changing',
    title: 'Two cores, and threads that compute for long after they computed for short times.',
    seed: 23,
    parameters: {
      cores: 2,
      window: 4,
      firstEstimate: 3_000,
      steady: 2,
      alike: 0,
      noisy: 2,
      changing: 5,
      yielding: 2,
      bursts: 12,
      meanCycles: 3_000,
      deviceCycles: 4_000,
      spreadCycles: 10_000,
      costs: 'usual',
    },
  },
];

export default samples;
