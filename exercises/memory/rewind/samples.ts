import { samplesFrom } from '../../judging/cases-from';
import type { RewindParameters } from './simulation';

export const usual: RewindParameters = {
  pages: 24,
  near: 4,
  steps: 200,
  everySteps: 20,
  outside: 35,
  signals: 8,
  rewinds: 30,
  onwards: 25,
  back: 15,
};

export default samplesFrom(usual, [
  {
    name: 'few',
    title: 'Twelve steps, a checkpoint every five.',
    seed: 4,
    parameters: { pages: 4, near: 2, steps: 12, everySteps: 5, signals: 15, rewinds: 6 },
  },
  { name: 'usual', title: 'Two hundred steps, with signals now and then.', seed: 82 },
  {
    name: 'signals',
    title: 'A process that gets many signals, several at a time.',
    seed: 83,
    parameters: { signals: 45, outside: 15, steps: 120 },
  },
]);
