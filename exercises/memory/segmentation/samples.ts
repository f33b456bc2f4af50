import { samplesFrom } from '../../judging/cases-from';
import type { SegmentParameters } from './simulation';

export const usual: SegmentParameters = {
  processes: 3,
  segments: 8,
  accesses: 500,
  missing: 12,
  changes: 6,
  switches: 3,
  edges: 40,
};

export default samplesFrom(usual, [
  {
    name: 'one-process',
    title: 'One process, whose segments do not change.',
    seed: 333,
    parameters: { processes: 1, segments: 5, accesses: 80, changes: 0, switches: 0 },
  },
  {
    name: 'changes',
    title: 'The kernel changes segments.',
    seed: 84,
    parameters: { processes: 1, changes: 20, switches: 0, accesses: 150 },
  },
  { name: 'usual', title: 'Three processes.', seed: 85 },
]);
