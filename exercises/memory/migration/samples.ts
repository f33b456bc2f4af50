import { samplesFrom } from '../../judging/cases-from';
import type { MigrationParameters } from './simulation';

export const usual: MigrationParameters = {
  pages: 60,
  readOnly: 8,
  hot: 5,
  stepsPerPage: 1,
  writes: 45,
  wander: 15,
  strays: 60,
  pauseAt: 3,
  mostRounds: 8,
};

export default samplesFrom(usual, [
  {
    name: 'few',
    title: 'Eight pages.',
    seed: 4,
    parameters: { pages: 8, readOnly: 1, hot: 2, pauseAt: 1, mostRounds: 4, writes: 50 },
  },
  { name: 'usual', title: 'Sixty pages, of which few are written most of the time.', seed: 72 },
  {
    name: 'restless',
    title: 'As much is written as is sent: only the number of rounds makes an end.',
    seed: 73,
    parameters: { hot: 20, writes: 100, wander: 50, stepsPerPage: 2, mostRounds: 5 },
  },
]);
