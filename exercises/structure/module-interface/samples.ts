import { samplesFrom } from '../../judging/cases-from';
import type { ModuleParameters } from './simulation';

export const usual: ModuleParameters = { interfaces: 2, names: 4, steps: 80, mistakes: 'none' };

export default samplesFrom(usual, [
  { name: 'good', title: 'Two interfaces, and modules that have all that is required.', seed: 11 },
  {
    name: 'incomplete',
    title: 'Some modules lack an operation.',
    seed: 12,
    parameters: { mistakes: 'incomplete' },
  },
  {
    name: 'all',
    title: 'Whatever can be wrong.',
    seed: 13,
    parameters: { interfaces: 3, steps: 150, mistakes: 'all' },
  },
]);
