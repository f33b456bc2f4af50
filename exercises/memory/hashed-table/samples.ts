import { samplesFrom } from '../../judging/cases-from';
import type { HashedParameters } from './simulation';

export const usual: HashedParameters = {
  frames: 16,
  processes: 3,
  firstProcess: 0,
  processStride: 1,
  pages: 12,
  firstPage: 0,
  stride: 1,
  steps: 400,
  maps: 30,
  unmaps: 12,
  holders: 12,
  restarts: false,
};

export default samplesFrom(usual, [
  {
    name: 'few',
    title: 'Four frames.',
    seed: 92,
    parameters: { frames: 4, processes: 2, pages: 4, steps: 150 },
  },
  {
    name: 'usual',
    title: 'Sixteen frames for three processes, whose pages have the same numbers.',
    seed: 93,
  },
  {
    name: 'stride',
    title: 'Every sixty-fourth page is used.',
    seed: 94,
    parameters: { frames: 32, stride: 64, pages: 16 },
  },
]);
