import { samplesFrom } from '../../judging/cases-from';
import type { Parameters } from './simulation';

const usual: Parameters = {
  slabs: 4,
  slabBytes: 256,
  leastObjectBytes: 16,
  workload: 'mixed',
  operations: 40,
};

export default samplesFrom(usual, [
  { name: 'small-mixed', title: 'Objects of four caches come and go.', seed: 31 },
  {
    name: 'few-holes',
    title: 'Full slabs, holes all over, and as many objects again.',
    seed: 32,
    parameters: { workload: 'holes' },
  },
  {
    name: 'short-hand-over',
    title: 'Slabs that one cache gave back go to the next.',
    seed: 33,
    parameters: { workload: 'handOver' },
  },
]);
