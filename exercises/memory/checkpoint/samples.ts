import { samplesFrom } from '../../judging/cases-from';
import type { CheckpointParameters } from './simulation';

export const usual: CheckpointParameters = {
  pages: 16,
  present: 12,
  readOnly: 3,
  checkpoints: 25,
  writes: 16,
  near: 4,
  strays: 40,
  crashes: 20,
};

export default samplesFrom(usual, [
  {
    name: 'few',
    title: 'Five pages, and no crash.',
    seed: 3,
    parameters: { pages: 5, present: 4, readOnly: 1, writes: 8, near: 2, checkpoints: 12, crashes: 0 },
  },
  { name: 'usual', title: 'Up to sixteen pages, and a crash now and then.', seed: 62 },
  {
    name: 'crashes',
    title: 'The process crashes more often than not.',
    seed: 63,
    parameters: { crashes: 60, writes: 10 },
  },
]);
