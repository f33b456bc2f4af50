import { samplesFrom } from '../../judging/cases-from';
import type { IssueParameters } from './simulation';

export const usual: IssueParameters = {
  ...{ computing: 1, near: 1, far: 2 },
  changeCycles: 4,
  chunks: 60,
  longest: 24,
  lastHasMore: 0,
};

export default samplesFrom(usual, [
  {
    name: 'two-threads',
    title: 'One thread that computes, one that waits for memory.',
    seed: 71,
    parameters: { near: 0, far: 1, chunks: 12 },
  },
  {
    name: 'four-threads',
    title: 'Threads of all kinds, of which two hardly wait.',
    seed: 72,
    parameters: { computing: 2, far: 1, chunks: 150 },
  },
  {
    name: 'dear-changes',
    title: 'A change takes longer than the second cache.',
    seed: 73,
    parameters: { changeCycles: 20, near: 3, far: 1 },
  },
]);
