/** What cases differ from. */
import type { IsolationParameters } from './simulation';

export const USUAL: IsolationParameters = {
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
