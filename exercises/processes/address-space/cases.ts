/** What cases differ from. */
import type { AddressSpaceParameters } from './simulation';

export const USUAL: AddressSpaceParameters = {
  workload: 'heap',
  processes: 3,
  together: 2,
  steps: 14,
  heapPages: 8,
  frames: 60,
};
