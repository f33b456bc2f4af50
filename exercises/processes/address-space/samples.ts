import { samplesFrom } from '../../judging/cases-from';
import type { AddressSpaceParameters } from './simulation';

/** What cases differ from. */
export const usual: AddressSpaceParameters = {
  workload: 'heap',
  processes: 3,
  together: 2,
  steps: 14,
  heapPages: 8,
  frames: 60,
};

export default samplesFrom(usual, [
  {
    name: 'one-heap',
    title: 'One process grows and shrinks a small heap, and touches it.',
    seed: 1,
    parameters: { processes: 1, together: 1, steps: 20, heapPages: 5 },
  },
  {
    name: 'stack-and-guard',
    title: 'Two processes whose stacks grow, down to the guard.',
    seed: 2,
    parameters: { workload: 'stack', processes: 2 },
  },
  {
    name: 'where-nothing-is',
    title: 'Processes reach for what they do not have.',
    seed: 3,
    parameters: { workload: 'refused', steps: 10 },
  },
  {
    name: 'no-memory-left',
    title: 'Large heaps in a memory of 15 frames.',
    seed: 4,
    parameters: { workload: 'far', heapPages: 3_000, frames: 15 },
  },
]);
