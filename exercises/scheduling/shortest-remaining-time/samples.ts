import { samplesFrom } from '../../judging/cases-from';
import type { ShortestRemainingParameters } from './simulation';

const small: ShortestRemainingParameters = {
  cores: 1,
  long: 0,
  short: 0,
  similar: 0,
  alike: 0,
  reading: 0,
  yielding: 0,
  bursts: 4,
  meanCycles: 1_000,
  deviceCycles: 3_000,
  spreadCycles: 6_000,
  grainCycles: 1,
  costs: 'none',
};

export default samplesFrom(small, [
  {
    name: 'one-core',
    title: 'One core, threads that only compute, and nothing else takes time.',
    seed: 73,
    parameters: { long: 2, short: 4, similar: 4 },
  },
  {
    name: 'equals',
    title: 'Two cores, and threads of equal length, some of which come at the same cycle.',
    seed: 14,
    parameters: { cores: 2, alike: 12, short: 4, grainCycles: 500 },
  },
  {
    name: 'coming-back',
    title: 'Threads that come back from the disk, and others that give the core up.',
    seed: 12,
    parameters: {
      ...{ long: 2, alike: 3, reading: 4, yielding: 1, meanCycles: 4_000, deviceCycles: 6_000 },
      ...{ spreadCycles: 12_000, costs: 'usual' },
    },
  },
  {
    name: 'three-cores',
    title: 'Three cores: which of them makes room?',
    seed: 13,
    parameters: {
      ...{ cores: 3, long: 6, short: 8, similar: 4, alike: 4, reading: 4, meanCycles: 4_000 },
      ...{ deviceCycles: 6_000, spreadCycles: 24_000, grainCycles: 2_000, costs: 'usual' },
    },
  },
]);
