/** Reads from the end of a scheduling trace which threads never finished. */
import type { Trace } from '../../simulator/engine/trace';
import { SCHEDULING_EVENT } from '../../simulator/kernel/scheduling-events';

/** @returns the threads that were created and did not exit, in order of creation. */
export function unfinishedThreads(trace: Trace): number[] {
  const alive = new Set<number>();
  for (let index = 0; index < trace.length; index++) {
    const kind = trace.kindAt(index);
    if (kind === SCHEDULING_EVENT.create) alive.add(trace.valueAt(index, 0));
    else if (kind === SCHEDULING_EVENT.exit) alive.delete(trace.valueAt(index, 1));
  }
  return [...alive];
}
