/** How many threads wait at once under a scheduler, and how often it is called: for tests that bounds are reached. */
import type { PolicyClass } from '../../simulator/engine/native-policies';
import type { SchedulingPolicy } from '../../simulator/kernel/scheduling/scheduling-policy';

export interface QueueFigures {
  readonly policy: PolicyClass;
  readonly mostWaiting: () => number;
  readonly enqueued: () => number;
}

/** @param base a right scheduler: what it is given waits until it answers it. */
export function countWaiting(
  base: new (...numbers: never[]) => Pick<SchedulingPolicy, 'enqueue' | 'pickNext'>,
): QueueFigures {
  let waiting = 0;
  let most = 0;
  let enqueued = 0;
  class Counting extends (base as new (...numbers: unknown[]) => SchedulingPolicy) {
    override enqueue(thread: number, reason: number): void {
      waiting++;
      enqueued++;
      most = Math.max(most, waiting);
      super.enqueue(thread, reason);
    }
    override pickNext(core: number): number {
      const thread = super.pickNext(core);
      if (thread >= 0) waiting--;
      return thread;
    }
  }
  return { policy: Counting as PolicyClass, mostWaiting: () => most, enqueued: () => enqueued };
}
