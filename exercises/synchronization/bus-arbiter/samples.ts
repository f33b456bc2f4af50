import { samplesFrom } from '../../judging/cases-from';
import type { ArbiterParameters } from './simulation';

export const usual: ArbiterParameters = {
  cores: 4,
  memories: 3,
  path: 'bus',
  accesses: 150,
  thinkCycles: 12,
  accessCycles: 6,
  hot: 0,
};

export default samplesFrom(usual, [
  { name: 'bus', title: 'Four cores and three memories on a bus.', seed: 71, parameters: { accesses: 40 } },
  {
    name: 'interconnect',
    title: 'The same on an interconnect.',
    seed: 72,
    parameters: { path: 'interconnect', accesses: 60 },
  },
]);
