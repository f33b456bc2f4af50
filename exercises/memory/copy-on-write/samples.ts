import { samplesFrom } from '../../judging/cases-from';
import type { CopyParameters } from './simulation';

export const usual: CopyParameters = {
  frames: 40,
  processes: 4,
  pages: 8,
  readOnly: 2,
  steps: 300,
  forks: 6,
  exits: 4,
  writes: 50,
  strays: 15,
};

export default samplesFrom(usual, [
  {
    name: 'few',
    title: 'Two processes with four pages each, none of them read-only.',
    seed: 1,
    parameters: { processes: 2, pages: 4, readOnly: 0, steps: 120, strays: 0, forks: 12, exits: 8 },
  },
  { name: 'usual', title: 'Up to four processes with eight pages each, two of them read-only.', seed: 92 },
  {
    name: 'scarce',
    title: 'So few frames that there is none for some copies.',
    seed: 93,
    parameters: { frames: 12, exits: 3 },
  },
]);
