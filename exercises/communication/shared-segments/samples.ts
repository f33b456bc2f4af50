import { samplesFrom } from '../../judging/cases-from';
import type { SegmentParameters } from './simulation';

export const usual: SegmentParameters = {
  frames: 700,
  walkers: 3,
  steps: 30,
  keys: 4,
  mostPages: 3,
  mostAttached: 3,
  privates: 15,
  strange: 6,
  destroys: 12,
  forks: 3,
  tools: 8,
  fills: false,
};

export default samplesFrom(usual, [
  {
    name: 'two-processes',
    title: 'Two processes share two keys: create, attach, detach.',
    seed: 21,
    parameters: { walkers: 2, steps: 14, keys: 2, strange: 0, destroys: 0, forks: 0, tools: 4, privates: 0 },
  },
  {
    name: 'destroyed',
    title: 'Segments are destroyed while others have them attached, and their keys used again.',
    seed: 22,
    parameters: { destroys: 25, forks: 0, tools: 8 },
  },
  {
    name: 'families',
    title: 'Children have the attachments of their parents, and end with them.',
    seed: 23,
    parameters: { forks: 12, destroys: 15 },
  },
  {
    name: 'limits',
    title: 'Many private segments: there are 16 at a time.',
    seed: 24,
    parameters: { privates: 80, destroys: 8, strange: 20, forks: 0 },
  },
]);
