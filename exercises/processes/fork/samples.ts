import { samplesFrom } from '../../judging/cases-from';
import type { ForkParameters } from './simulation';

export const usual: ForkParameters = {
  workload: 'family',
  code: 'native',
  touchedPages: 3,
  heapPages: 8,
  stackPages: 1,
  children: 2,
  generations: 1,
  frames: 120,
};

export default samplesFrom<ForkParameters>(usual, [
  { name: 'two-children', title: 'A process with data, heap and stack forks two children.', seed: 21 },
  {
    name: 'code',
    title: 'Machine code forks: it has words of its own in every register, and pages that it may not write.',
    seed: 22,
    parameters: { code: 'machine code', children: 1 },
  },
  {
    name: 'memory-runs-out',
    title: 'Another process leaves 0, 1, 2 ... frames, up to as many as a child needs.',
    seed: 23,
    parameters: { workload: 'staircase', touchedPages: 2, heapPages: 4, stackPages: 0, frames: 30 },
  },
]);
