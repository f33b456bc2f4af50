import { samplesFrom } from '../../judging/cases-from';
import type { UnitParameters } from './simulation';

export const usual: UnitParameters = {
  memoryFrames: 2600,
  tables: 3,
  superpages: 2,
  pages: 4,
  accesses: 400,
  missing: 12,
  malformed: 12,
  changes: 30,
};

export default samplesFrom(usual, [
  {
    name: 'pages',
    title: 'Two regions with four pages each, nothing that is nonsense.',
    seed: 1429,
    parameters: { tables: 2, superpages: 0, malformed: 0, accesses: 100 },
  },
  {
    name: 'superpages',
    title: 'Pages of 4 MiB, too.',
    seed: 87,
    parameters: { tables: 1, malformed: 0, accesses: 150 },
  },
  { name: 'usual', title: 'Pages, superpages, and entries that are nonsense.', seed: 88 },
]);
