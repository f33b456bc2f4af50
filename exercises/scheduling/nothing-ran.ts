/** Scheduling runs in which no thread was ever dispatched: most rules would hold of them, and none is shown. */
import type { Trace } from '../../simulator/engine/trace';
import { SCHEDULING_EVENT } from '../../simulator/kernel/scheduling-events';

export const NOTHING_RAN =
  'No thread was ever dispatched, so nothing speaks for this rule. Let pickNext answer a thread that enqueue was given.';

export function nothingRan(trace: Trace): boolean {
  for (let index = 0; index < trace.length; index++)
    if (trace.kindAt(index) === SCHEDULING_EVENT.dispatch) return false;
  return true;
}
