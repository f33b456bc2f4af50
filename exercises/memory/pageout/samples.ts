import { samplesFrom } from '../../judging/cases-from';
import type { DaemonParameters } from './simulation';

export const usual: DaemonParameters = {
  frames: 10,
  usedAbove: 7,
  usedTarget: 5,
  busyBelow: 20,
  pages: 24,
  references: 400,
  writes: 35,
  pins: 0,
  lookAfter: 8,
  idle: 15,
};

export default samplesFrom(usual, [
  {
    name: 'few',
    title: 'Six frames, and the daemon looks every few references.',
    seed: 51,
    parameters: { frames: 6, usedAbove: 4, usedTarget: 2, pages: 12, references: 80, lookAfter: 6 },
  },
  { name: 'usual', title: 'Ten frames; a third of the references are writes.', seed: 52 },
  { name: 'pins', title: 'Up to three of ten frames are pinned.', seed: 53, parameters: { pins: 3 } },
]);
