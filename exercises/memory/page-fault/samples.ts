import { samplesFrom } from '../../judging/cases-from';
import type { FaultParameters } from './simulation';

export const usual: FaultParameters = {
  frames: 4,
  pages: 12,
  stored: 6,
  references: 150,
  writes: 35,
  daemon: false,
};

export default samplesFrom(usual, [
  {
    name: 'few',
    title: 'Three frames, and a few references.',
    seed: 31,
    parameters: { frames: 3, pages: 8, references: 50 },
  },
  { name: 'usual', title: 'Four frames; half of the pages are in the swap area at first.', seed: 32 },
  {
    name: 'daemon',
    title: 'A pageout daemon gives pages up before frames run out.',
    seed: 33,
    parameters: { daemon: true, frames: 5 },
  },
]);
