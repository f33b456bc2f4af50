import { samplesFrom } from '../../judging/cases-from';
import type { ExecParameters } from './simulation';

export const usual: ExecParameters = {
  workload: 'shell',
  code: 'native',
  lists: 'good',
  damaged: false,
  programPages: 2,
  frames: 100,
};

export default samplesFrom<ExecParameters>(usual, [
  { name: 'programs', title: 'Children of a shell run programs, with and without arguments.', seed: 31 },
  {
    name: 'cannot-be-run',
    title: 'Damaged programs, and arguments that cannot be read or are too long.',
    seed: 32,
    parameters: { lists: 'good and bad', damaged: true },
  },
  {
    name: 'memory-runs-out',
    title: 'Another process leaves 0, 1, 2 ... frames, up to as many as the program needs.',
    seed: 33,
    parameters: { workload: 'staircase', frames: 60 },
  },
]);
