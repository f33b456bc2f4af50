import { samplesFrom } from '../../judging/cases-from';
import type { ProcessTreeParameters } from './simulation';

export const usual: ProcessTreeParameters = {
  workload: 'families',
  parents: 'mixed',
  init: 'waits',
  families: 3,
  rounds: 2,
  children: 3,
  generations: 2,
};

export default samplesFrom(usual, [
  {
    name: 'everybody-waits',
    title: 'Every process waits for its children.',
    seed: 1,
    parameters: { parents: 'patient', families: 2, rounds: 1 },
  },
  {
    name: 'late-parents',
    title: 'Parents wait when several children are over already.',
    seed: 2,
    parameters: { parents: 'late', families: 2, rounds: 1 },
  },
  {
    name: 'orphans',
    title: 'Parents end before their children, and init takes these in.',
    seed: 3,
    parameters: { parents: 'leaves', families: 2 },
  },
  {
    name: 'init-ends-early',
    title: 'Init ends while others are alive.',
    seed: 4,
    parameters: { init: 'ends', families: 2, rounds: 1 },
  },
]);
