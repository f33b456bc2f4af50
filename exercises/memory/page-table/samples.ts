import { samplesFrom } from '../../judging/cases-from';
import type { TableParameters } from './simulation';

export const usual: TableParameters = {
  frames: 8,
  regions: 4,
  pages: 4,
  steps: 300,
  maps: 25,
  unmaps: 25,
};

export default samplesFrom(usual, [
  {
    name: 'few',
    title: 'Two regions with two pages each.',
    seed: 82,
    parameters: { regions: 2, pages: 2, steps: 100 },
  },
  { name: 'usual', title: 'Four regions, four pages in each of them.', seed: 88 },
  {
    name: 'scarce',
    title: 'More regions than frames for tables.',
    seed: 89,
    parameters: { frames: 3, regions: 6, pages: 3 },
  },
]);
