import { samplesFrom } from '../../judging/cases-from';
import type { IsolationParameters } from './simulation';

/** What cases differ from. */
export const usual: IsolationParameters = {
  hostile: 'none',
  hostilePercent: 40,
  changePercent: 15,
  processes: 6,
  together: 3,
  steps: 14,
  frames: 60,
  burst: 0,
  fills: false,
};

export default samplesFrom(usual, [
  {
    name: 'two-who-trust',
    title: 'Two processes grant each other pages, and take them back.',
    seed: 1,
    parameters: { hostilePercent: 0, changePercent: 0, processes: 2, together: 2 },
  },
  {
    name: 'all-that-is-wrong',
    title: 'Three processes that ask for everything they should not have.',
    seed: 2,
    parameters: { hostile: 'all', hostilePercent: 50, processes: 3 },
  },
  {
    name: 'come-and-go',
    title: 'Processes end, and their numbers are given again.',
    seed: 3,
    parameters: { hostilePercent: 0, changePercent: 40, steps: 8 },
  },
]);
