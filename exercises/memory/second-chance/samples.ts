import { samplesFrom } from '../../judging/cases-from';
import type { PagingParameters } from './simulation';

export const usual: PagingParameters = {
  frames: 5,
  pages: 14,
  references: 200,
  writes: 35,
  pins: 0,
  program: 'local',
};

export default samplesFrom(usual, [
  {
    name: 'few',
    title: 'Four frames, and a few references.',
    seed: 21,
    parameters: { frames: 4, references: 60 },
  },
  { name: 'usual', title: 'Five frames; a third of the references are writes.', seed: 22 },
  { name: 'pins', title: 'Up to two of five frames are pinned.', seed: 23, parameters: { pins: 2 } },
]);
