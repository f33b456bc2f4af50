import { samplesFrom } from '../../judging/cases-from';
import type { PageSizeParameters } from './simulation';

export const usual: PageSizeParameters = { machine: 'three', regions: 150, aligned: 60 };

export default samplesFrom(usual, [
  {
    name: 'two-sizes',
    title: 'Pages of 4 KiB and 4 MiB; regions begin at a multiple of 4 MiB.',
    seed: 727,
    parameters: { machine: 'two', aligned: 100, regions: 80 },
  },
  { name: 'three-sizes', title: 'Pages of 4 KiB, 2 MiB and 1 GiB.', seed: 95 },
  {
    name: 'four-sizes',
    title: 'Four sizes, with tables of 1 KiB.',
    seed: 96,
    parameters: { machine: 'four' },
  },
]);
