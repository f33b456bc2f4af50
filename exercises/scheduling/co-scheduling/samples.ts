import { samplesFrom } from '../../judging/cases-from';
import type { CoSchedulingParameters } from './simulation';

export const usual: CoSchedulingParameters = {
  cores: 2,
  computing: 4,
  waiting: 4,
  between: 0,
  rounds: 4,
  quantumCycles: 6_000,
  changeAfter: 0,
};

export default samplesFrom(usual, [
  {
    name: 'one-core',
    title: 'One core, two threads that compute and two that wait.',
    seed: 61,
    parameters: { cores: 1, computing: 2, waiting: 2 },
  },
  { name: 'two-cores', title: 'Two cores, four threads of each kind.', seed: 62 },
  {
    name: 'changing',
    title: 'After two rounds some threads behave otherwise.',
    seed: 63,
    parameters: { computing: 3, waiting: 3, between: 2, changeAfter: 2, rounds: 6 },
  },
]);
